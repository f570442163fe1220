// The needle reader with the weights in the binary, on drawn dials whose truth is known exactly.

import Recognition
import Testing

@Suite struct NeedleReaderTests {
    let reader: NeedleReader

    init() throws {
        reader = try NeedleReader(weights: NeedleModel.memory())
    }

    private func read(_ drawing: NeedleDrawing, zeroAngle: Float = 0, clockwise: Bool = true) -> Position {
        let geometry = NeedleGeometry(area: drawing.area, zeroAngle: zeroAngle, clockwise: clockwise)
        return reader.read(drawing.picture(), geometry)
    }

    @Test func everyAngleIsReadWithinAFewHundredthsOfATurn() {
        for step in stride(from: Float(0), to: 10, by: 0.23) {
            let read = read(NeedleDrawing(position: step))
            #expect(distance(read.value, step) <= 0.15, "drawn \(step), read \(read.value)")
            #expect(read.none < 0.1)
            #expect(read.spread < 0.5, "drawn \(step), spread \(read.spread)")
        }
    }

    @Test func numbersThatGrowCounterClockwiseAreReadMirrored() {
        for step in stride(from: Float(0.1), to: 10, by: 0.7) {
            let read = read(NeedleDrawing(position: step), clockwise: false)
            #expect(distance(read.value, 10 - step) <= 0.15, "drawn \(step), read \(read.value)")
        }
    }

    @Test func aScaleThatDoesNotStartOnTopIsReadFromItsZero() {
        for zero in stride(from: Float(0), to: 10, by: 1.3) {
            let forward = read(NeedleDrawing(position: 4.2), zeroAngle: zero)
            #expect(distance(forward.value, 4.2 - zero + 10) <= 0.15, "zero at \(zero), read \(forward.value)")
            let backward = read(NeedleDrawing(position: 4.2), zeroAngle: zero, clockwise: false)
            #expect(distance(backward.value, zero - 4.2 + 10) <= 0.15, "zero at \(zero), read \(backward.value)")
        }
    }

    @Test func aTurnedAndShearedDialIsReadInItsOwnDirection() {
        for turn in stride(from: Float(0), to: 10, by: 1.7) {
            let read = read(NeedleDrawing(side: 100, position: 7.3, turn: turn, shear: 0.15))
            #expect(distance(read.value, 7.3) <= 0.2, "turned by \(turn), read \(read.value)")
        }
    }

    @Test(arguments: [36, 60, 150, 360]) func smallAndLargeDialsAreRead(side: Int) {
        for step in [Float(0.4), 3.1, 6.7, 9.9] {
            let read = read(NeedleDrawing(side: side, position: step))
            #expect(distance(read.value, step) <= 0.2, "side \(side), drawn \(step), read \(read.value)")
        }
    }

    @Test func aHubBesideTheMiddleOfTheAreaMovesTheReadingLittle() {
        for (x, y) in [(Float(0.06), Float(0)), (-0.06, 0), (0, 0.06), (0.045, -0.045)] {
            for step in [Float(1.0), 3.6, 8.3] {
                let read = read(NeedleDrawing(position: step, hubShift: Point(x, y)))
                #expect(distance(read.value, step) <= 0.3, "hub at \(x), \(y): drawn \(step), read \(read.value)")
            }
        }
    }

    @Test func aWhiteNeedleOnABlackFaceIsRead() {
        for step in [Float(0.2), 2.5, 5.9] {
            let read = read(NeedleDrawing(position: step, face: 30, ink: 220, pointer: 230))
            #expect(distance(read.value, step) <= 0.15, "drawn \(step), read \(read.value)")
        }
    }

    @Test func aDialWithoutANeedleShowsNone() {
        #expect(read(NeedleDrawing(position: nil)).none > 0.5)
    }

    @Test(arguments: [UInt8(0), 128, 255]) func aPlainPictureShowsNone(luma: UInt8) {
        let image = GrayImage(width: 80, height: 80, filledWith: luma)
        let read = reader.read(image, NeedleGeometry(area: Quad(x: 0, y: 0, width: 80, height: 80)))
        #expect(read.none > 0.5)
    }

    @Test func aDialMostlyOutsideThePictureIsUnreadable() {
        let drawing = NeedleDrawing(position: 2)
        let picture = drawing.picture()
        for (x, y) in [(Float(50), Float(0)), (-50, 0), (0, 50), (0, -50), (1000, 1000)] {
            let area = Quad(x: x, y: y, width: 80, height: 80)
            #expect(reader.read(picture, NeedleGeometry(area: area)) == .unreadable, "area at \(x), \(y)")
        }
    }

    @Test func areasThatAreNoAreasAreUnreadable() {
        let picture = NeedleDrawing(position: 2).picture()
        let areas = [
            Quad(x: 10, y: 10, width: 0, height: 0), Quad(x: 10, y: 10, width: 9, height: 60),
            Quad(x: .nan, y: 10, width: 60, height: 60), Quad(x: 10, y: 10, width: .infinity, height: 60),
            Quad(x: -1e30, y: 10, width: 2e30, height: 60),
        ]
        for area in areas { #expect(reader.read(picture, NeedleGeometry(area: area)) == .unreadable) }
        let upright = Quad(x: 0, y: 0, width: 80, height: 80)
        #expect(reader.read(picture, NeedleGeometry(area: upright, zeroAngle: .nan)) == .unreadable)
        #expect(reader.read(GrayImage(width: 0, height: 0), NeedleGeometry(area: upright)) == .unreadable)
    }

    @Test func theAnswerIsADistribution() {
        for step in [Float(0), 1.7, 8.8] {
            let read = read(NeedleDrawing(position: step))
            let sum = read.probabilities.reduce(read.none, +)
            #expect((sum - 1).magnitude < 1e-4)
            #expect(read.probabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
        }
    }

    @Test func fadingContrastWidensTheAnswer() {
        let clear = read(NeedleDrawing(position: 3.3))
        let faint = read(NeedleDrawing(position: 3.3, face: 120, ink: 118, pointer: 118))
        #expect(clear.confidence > 0.9)
        #expect(faint.confidence < clear.confidence)
    }
}
