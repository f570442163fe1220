import TestSupport
import Testing

@testable import Recognition

@Suite struct RegistrarTests {
    private let scene = RegistrationScene(seed: 5)

    private func registrar() throws -> Registrar {
        try Registrar(
            reference: scene.frame(), area: RegistrationScene.area, moving: RegistrationScene.dials)
    }

    @Test func theReferenceItselfLiesWhereItIs() throws {
        let found = try registrar().locate(in: scene.frame())
        #expect(found.acceptable && found.score > 0.99 && !found.searched)
        #expect(RegistrationScene.error(found.placement, .identity) < 0.01)
    }

    @Test func aSmallMoveIsFoundUnderAnyLight() throws {
        let seed: UInt64 = 11
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let registrar = try registrar()
        for number in 0..<10 {
            let truth = RegistrationScene.placement(degrees: 1, scale: 0.01, shift: 3, using: &random)
            let frame = scene.frame(
                at: truth, gain: random.uniform(0.3...1), offset: random.uniform(0...40),
                slope: random.uniform(-0.3...0.3), noise: 3, seed: UInt64(number))
            let found = registrar.locate(in: frame)
            #expect(found.acceptable && found.score > 0.8 && !found.searched)
            #expect(RegistrationScene.error(found.placement, truth) < 0.3)
        }
    }

    @Test func aLargeMoveIsFoundBySearching() throws {
        let seed: UInt64 = 12
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let registrar = try registrar()
        for number in 0..<6 {
            let truth = RegistrationScene.placement(degrees: 15, scale: 0.1, shift: 40, using: &random)
            let frame = scene.frame(at: truth, gain: random.uniform(0.5...1), noise: 2, seed: UInt64(number))
            let found = registrar.locate(in: frame)
            #expect(found.acceptable && found.score > 0.8)
            #expect(RegistrationScene.error(found.placement, truth) < 0.3)
        }
    }

    @Test func theLastPlacementSparesTheSearch() throws {
        let registrar = try registrar()
        let last = RegistrationScene.placement(degrees: 9, scale: 1.06, right: 20, down: -15)
        let truth = RegistrationScene.placement(degrees: 9.4, scale: 1.055, right: 21.5, down: -14)
        let found = registrar.locate(in: scene.frame(at: truth), near: last)
        #expect(found.acceptable && !found.searched)
        #expect(RegistrationScene.error(found.placement, truth) < 0.3)
    }

    @Test func aMeterThatHasHardlyMovedIsFoundWhereItIsFromAnywhereNear() throws {
        let registrar = try registrar()
        let truth = RegistrationScene.placement(degrees: 0.2, scale: 1.002, right: 4.4, down: -6.3)
        let frame = scene.frame(at: truth, noise: 2)
        let far = registrar.locate(in: frame)
        for (right, down) in [(Float(0), Float(0)), (0.4, -0.3), (-0.5, 0.2), (3, 2)] {
            var near = truth
            (near.tx, near.ty) = (near.tx + right, near.ty + down)
            let found = registrar.locate(in: frame, near: near)
            #expect(found.acceptable && !found.searched)
            #expect(RegistrationScene.error(found.placement, far.placement) < 0.02)
        }
    }

    @Test func whatIsComparedLiesInTheArea() throws {
        let (compared, area) = (try registrar().compared.bounds, RegistrationScene.area.bounds)
        #expect(compared.left >= area.left && compared.right <= area.right)
        #expect(compared.top >= area.top && compared.bottom <= area.bottom)
    }

    @Test func aTiltedCameraIsFollowed() throws {
        let truth = Placement(a: 1.015, b: 0.006, c: 0.004, d: 0.99, tx: -1, ty: 1)
        let found = try registrar().locate(in: scene.frame(at: truth))
        #expect(found.acceptable)
        #expect(RegistrationScene.error(found.placement, truth) < 0.3)
    }

    @Test func whatWasSearchedOnceIsNotSearchedAgainWhereItLooksTheSame() throws {
        let registrar = try registrar()
        // So noisy that the score alone is not beyond doubt.
        let truth = RegistrationScene.placement(degrees: 2, scale: 1.01, right: 6, down: -4)
        let noise: Float = 52
        let first = registrar.locate(in: scene.frame(at: truth, noise: noise, seed: 1))
        #expect(first.searched && first.acceptable && first.score < RegistrationLimits.sureScore, "\(first)")
        let frame = scene.frame(at: truth, noise: noise, seed: 2)
        #expect(registrar.locate(in: frame, near: first.placement).searched)
        let again = registrar.locate(in: frame, near: first.placement, searched: first.score)
        #expect(
            !again.searched && again.acceptable && RegistrationScene.error(again.placement, truth) < 0.3, "\(again)")
        // A frame that fits worse is searched.
        let worse = scene.frame(at: truth, noise: noise * 1.3, seed: 3)
        #expect(registrar.locate(in: worse, near: first.placement, searched: first.score).searched)
    }

    @Test func aSlantedCameraCloseToTheMeterIsFollowed() throws {
        let registrar = try registrar()
        for (px, py) in [(Float(2e-4), Float(0)), (-1.5e-4, 1.5e-4), (0, -3e-4)] {
            let truth = Placement(a: 1.01, b: 0.006, c: -0.004, d: 0.99, tx: -1, ty: 1, px: px, py: py)
            let found = registrar.locate(in: scene.frame(at: truth, noise: 2))
            #expect(found.acceptable && found.placement.px != 0)
            #expect(RegistrationScene.error(found.placement, truth) < 0.3)
        }
    }

    @Test func aMeterTurnedByAnyAngleIsFoundFromNearThere() throws {
        let registrar = try registrar()
        for (cosine, sine) in [(Float(-1), Float(0)), (0, 1), (0.8, -0.6)] {
            let truth = Placement(
                a: cosine, b: -sine, c: sine, d: cosine, tx: 160 - 160 * cosine + 120 * sine,
                ty: 120 - 160 * sine - 120 * cosine)
            let frame = scene.frame(at: truth, noise: 1)
            var near = truth
            (near.tx, near.ty) = (near.tx + 9, near.ty - 14)
            let found = registrar.locate(in: frame, near: near)
            #expect(found.acceptable && RegistrationScene.error(found.placement, truth) < 0.3)
        }
    }

    @Test func whatTheDialsShowDoesNotMatter() throws {
        let registrar = try registrar()
        let truth = RegistrationScene.placement(degrees: 0.5, scale: 1, right: 1.3, down: -0.8)
        let before = registrar.locate(in: scene.frame(at: truth))
        let after = registrar.locate(in: RegistrationScene(seed: 5, dialSeed: 99).frame(at: truth))
        #expect(RegistrationScene.error(after.placement, before.placement) < 0.02)
        #expect(after.score > before.score - 0.01)
    }

    @Test func aBrightSpotOverHalfTheAreaIsNeverMistaken() throws {
        let seed: UInt64 = 13
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let registrar = try registrar()
        var accepted = 0
        for _ in 0..<8 {
            let truth = RegistrationScene.placement(degrees: 1, scale: 0.01, shift: 3, using: &random)
            var frame = scene.frame(at: truth)
            let box = (RegistrationScene.area.topLeft, RegistrationScene.area.bottomRight)
            let size = box.1 - box.0
            let radius = (size.x * size.y / 2 / .pi).squareRoot()
            let middle = Point(random.uniform(box.0.x...box.1.x), random.uniform(box.0.y...box.1.y))
            for y in 0..<frame.height {
                for x in 0..<frame.width {
                    let (dx, dy) = (Float(x) - middle.x, Float(y) - middle.y)
                    let share = (1.15 * radius - (dx * dx + dy * dy).squareRoot()) / (0.3 * radius)
                    let glare = max(0, min(1, share))
                    frame[x, y] = UInt8(Float(frame[x, y]) * (1 - glare) + 255 * glare)
                }
            }
            let found = registrar.locate(in: frame)
            if found.acceptable {
                accepted += 1
                #expect(RegistrationScene.error(found.placement, truth) < 0.4)
            }
        }
        #expect(accepted > 0)
    }

    @Test func aPictureOfSomethingElseIsRefused() throws {
        let registrar = try registrar()
        var noise = GrayImage(width: RegistrationScene.width, height: RegistrationScene.height)
        var random = SeededRandom(seed: 14)
        for index in noise.pixels.indices { noise.pixels[index] = UInt8.random(in: 60...200, using: &random) }
        let mirrored = Placement(a: -1, b: 0, c: 0, d: 1, tx: Float(RegistrationScene.width), ty: 0)
        let others = [
            RegistrationScene(seed: 77).frame(), scene.frame(at: mirrored), noise,
            GrayImage(width: RegistrationScene.width, height: RegistrationScene.height),
        ]
        for other in others {
            let found = registrar.locate(in: other)
            #expect(!found.acceptable)
            #expect(found.score < 0.45)
        }
    }

    @Test func aFrameWithoutPixelsIsRefused() throws {
        let registrar = try registrar()
        for side in [0, 1, 5] {
            #expect(!registrar.locate(in: GrayImage(width: side, height: side)).acceptable)
        }
    }

    @Test func partsOfFramesAreLocatedInFullCoordinates() throws {
        let truth = RegistrationScene.placement(degrees: 0.6, scale: 1.004, right: 2, down: 1)
        let reference = RegistrationTestCrop.of(scene.frame(), x: 24, y: 16, width: 272, height: 208)
        let frame = RegistrationTestCrop.of(scene.frame(at: truth), x: 40, y: 8, width: 248, height: 224)
        let registrar = try Registrar(
            reference: reference, origin: Point(24, 16), area: RegistrationScene.area,
            moving: RegistrationScene.dials)
        let found = registrar.locate(in: frame, origin: Point(40, 8))
        #expect(found.acceptable)
        #expect(RegistrationScene.error(found.placement, truth) < 0.1)
    }

    @Test func aReferenceWithoutStructureIsAnError() throws {
        let flat = GrayImage(width: 320, height: 240, filledWith: 120)
        var grainy = flat
        var random = SeededRandom(seed: 15)
        for index in grainy.pixels.indices { grainy.pixels[index] = UInt8.random(in: 114...126, using: &random) }
        for reference in [flat, grainy] {
            do {
                _ = try Registrar(reference: reference, area: RegistrationScene.area, moving: [])
                Issue.record("a flat reference was taken")
            } catch {
                guard case .notEnoughStructure = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
    }

    @Test func parallelLinesAreAnError() {
        var lines = GrayImage(width: 320, height: 240, filledWith: 200)
        for y in 0..<240 where y % 24 < 9 { for x in 0..<320 { lines[x, y] = 40 } }
        #expect(throws: RecognitionError.ambiguousStructure) {
            try Registrar(reference: lines, area: RegistrationScene.area, moving: [])
        }
    }

    @Test func anAreaOutsideTheReferenceIsAnError() {
        #expect(throws: RecognitionError.areaOutsideReference) {
            try Registrar(
                reference: scene.frame(), area: Quad(x: 400, y: 300, width: 50, height: 50), moving: [])
        }
    }

    @Test func theDefaultAreaSurroundsAllDialsWithinThePicture() {
        let area = Registrar.defaultArea(
            dials: [Quad(x: 100, y: 100, width: 20, height: 30), Quad(x: 180, y: 110, width: 20, height: 30)],
            width: 640, height: 480)
        #expect(area == Quad(x: 50, y: 75, width: 200, height: 90))
        let cut = Registrar.defaultArea(
            dials: [Quad(x: 10, y: 10, width: 300, height: 220)], width: 320, height: 240)
        #expect(cut == Quad(x: 0, y: 0, width: 320, height: 240))
    }
}

/// Cuts frames as a partial decode does.
enum RegistrationTestCrop {
    static func of(_ frame: GrayImage, x: Int, y: Int, width: Int, height: Int) -> GrayImage {
        var part = GrayImage(width: width, height: height)
        for row in 0..<height { for column in 0..<width { part[column, row] = frame[x + column, y + row] } }
        return part
    }
}
