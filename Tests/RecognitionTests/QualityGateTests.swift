// The gate on drawn faces: good frames pass, each fault is called by its name, single dials are judged by what lies around them.

import TestSupport
import Testing

@testable import Recognition

@Suite struct QualityGateTests {
    private let scene = RegistrationScene(seed: 5)

    private struct Face: Sendable {
        let registrar: Registrar
        let gate: QualityGate
    }

    private static let face = Result { () throws -> Face in
        let reference = RegistrationScene(seed: 5).frame()
        let registrar = try Registrar(
            reference: reference, area: RegistrationScene.area, moving: RegistrationScene.dials)
        let gate = QualityGate(
            reference: reference, area: RegistrationScene.area, compared: registrar.compared,
            dials: RegistrationScene.dials)
        return Face(registrar: registrar, gate: gate)
    }

    private func face() throws -> Face { try QualityGateTests.face.get() }

    private func inspect(_ frame: GrayImage) throws -> QualityInspection {
        let face = try face()
        return face.gate.inspect(frame, origin: Point(0, 0), registration: face.registrar.locate(in: frame))
    }

    private func changed(_ body: (Int, Int, UInt8) -> UInt8) -> GrayImage {
        var frame = scene.frame(noise: 2, seed: 3)
        for y in 0..<frame.height { for x in 0..<frame.width { frame[x, y] = body(x, y, frame[x, y]) } }
        return frame
    }

    @Test func theReferenceItselfIsGoodAllOver() throws {
        let inspection = try inspect(scene.frame())
        #expect(inspection.frame == nil && inspection.dials.allSatisfy { $0 == .good })
        #expect(inspection.figures.agreeing > 0.99 && inspection.figures.spots == 0)
        #expect(abs(inspection.figures.contrast - 1) < 0.05 && abs(inspection.figures.sharpness - 1) < 0.05)
    }

    @Test func aMovedDimFrameWithOtherDialsIsGood() throws {
        let seed: UInt64 = 31
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        for number in 0..<3 {
            let truth = RegistrationScene.placement(degrees: 3, scale: 0.03, shift: 8, using: &random)
            let frame = RegistrationScene(seed: 5, dialSeed: UInt64(number) + 50).frame(
                at: truth, gain: random.uniform(0.5...1), noise: 2, seed: UInt64(number))
            #expect(try inspect(frame).frame == nil)
        }
    }

    @Test func aFrameWithoutLightIsDarkAndOneWithTooMuchIsOverexposed() throws {
        #expect(try inspect(changed { _, _, _ in 3 }).frame?.fault == .dark)
        #expect(try inspect(changed { _, _, _ in 255 }).frame?.fault == .overexposed)
    }

    @Test func aFrameOfNothingIsOccludedAndOneOfSomethingElseIsNotThisMeter() throws {
        let nothing = try inspect(changed { x, _, _ in UInt8(120 + x / 40) }).frame
        #expect(nothing?.fault == .occluded, "\(String(describing: nothing))")
        let other = RegistrationScene(seed: 77).frame()
        #expect(try inspect(other).frame?.fault == .notThisMeter)
    }

    @Test(arguments: [Point(150, 0), Point(-150, 20), Point(0, 110)])
    func aMeterThatIsHalfOutOfThePictureHasMoved(shift: Point) throws {
        let away = Placement(a: 0.998, b: -0.05, c: 0.05, d: 0.998, tx: shift.x, ty: shift.y)
        let finding = try inspect(scene.frame(at: away, noise: 2, seed: 4)).frame
        #expect(finding?.fault == .moved, "\(String(describing: finding))")
    }

    @Test func aFrameThatEndsInOneToneIsCut() throws {
        let finding = try #require(try inspect(changed { _, y, luma in y < 110 ? luma : 128 }).frame)
        #expect(finding.fault == .cut && finding.figure == 130)
        #expect(try inspect(changed { _, y, luma in y < 232 ? luma : 128 }).frame == nil)
    }

    @Test func aFrameWithHardlyAnyContrastIsPale() throws {
        let finding = try inspect(changed { _, _, luma in UInt8(150 + Int(luma) / 40) }).frame
        #expect(finding == nil || finding?.fault == .lowContrast)
    }

    @Test func whatCoversOneSideMakesOnlyItsDialsUnreadable() throws {
        let frame = changed { x, _, luma in x < 126 ? 90 : luma }
        let inspection = try inspect(frame)
        #expect(inspection.frame == nil)
        guard case .unreadable(let finding) = inspection.dials[0] else {
            Issue.record("\(inspection.dials[0])")
            return
        }
        #expect(finding.fault == .occluded && finding.figure < finding.limit)
        if case .unreadable = inspection.dials[3] { Issue.record("the last dial is free") }
    }

    @Test func aReflectionOnADialIsCalledGlare() throws {
        let frame = changed { x, y, luma in (98..<132).contains(x) && (90..<150).contains(y) ? 255 : luma }
        switch try inspect(frame).dials[0] {
        case .unreadable(let finding), .doubtful(let finding, _): #expect(finding.fault == .glare)
        case .good: Issue.record("a burnt out dial is good")
        }
    }

    @Test func aFrameWithoutPixelsIsRefused() throws {
        let gate = try face().gate
        let nowhere = Registration(placement: .identity, score: 0, uncertainty: .infinity, searched: true)
        for side in [0, 1, 9] {
            let frame = GrayImage(width: side, height: side)
            #expect(gate.inspect(frame, origin: Point(0, 0), registration: nowhere).frame != nil)
        }
    }

    @Test func otherPrintIsToldFromTheSamePrint() throws {
        let face = try face()
        let same = scene.frame(at: .identity, gain: 0.8, noise: 2, seed: 9)
        #expect(face.gate.identity(same, origin: Point(0, 0), placement: .identity) == nil)
        // The same face with a patch of print from another one, as a serial number is.
        let other = RegistrationScene(seed: 78).frame()
        let mixed = changed { x, y, luma in (60..<200).contains(x) && (165..<200).contains(y) ? other[x, y] : luma }
        #expect(
            face.gate.identity(mixed, origin: Point(0, 0), placement: .identity)?.fault == .notThisMeter,
            "\(face.gate.foreignPrint(mixed, origin: Point(0, 0), placement: .identity))")
    }

    @Test func aSpotOfLightOnASegmentIsDoubtedAndOnAWheelNot() throws {
        let reference = scene.frame()
        let dial = RegistrationScene.dials[1].bounds
        // A spot over a twentieth of one dial.
        let side = ((dial.right - dial.left) * (dial.bottom - dial.top) / 20).squareRoot()
        let (left, top) = (Int(dial.left + 3), Int(dial.top + 3))
        let frame = changed { x, y, luma in
            x >= left && y >= top && x < left + Int(side) && y < top + Int(side) ? 255 : luma
        }
        for isSegment in [true, false] {
            let registrar = try face().registrar
            let gate = QualityGate(
                reference: reference, area: RegistrationScene.area, compared: registrar.compared,
                dials: RegistrationScene.dials, segments: RegistrationScene.dials.map { _ in isSegment })
            let inspection = gate.inspect(frame, origin: Point(0, 0), registration: registrar.locate(in: frame))
            var doubts = inspection.dials.map { dial -> Float? in
                guard case .doubtful(let finding, let outliers) = dial, finding.fault == .glare else { return nil }
                return outliers
            }
            #expect(doubts.remove(at: 1) == (isSegment ? QualityLimits.hiddenSegment : nil))
            #expect(doubts.allSatisfy { $0 == nil })
        }
    }
}
