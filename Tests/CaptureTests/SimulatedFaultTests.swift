// Frames with faults: the same seed gives the same bytes, each fault does what it is named for.

import Capture
import Recognition
import Testing

@Suite struct SimulatedFaultTests {
    private let meter = SimulatedMeter(face: .gas, seed: 3, start: Index(units: 12_345_678, decimals: 3))

    private func shot(_ fault: SimulatedFault, seed: UInt64 = 1, strength: Double = 1) -> SimulatedShot {
        fault.shot(of: meter, ticks: meter.ticks(at: 0), seed: seed, strength: strength)
    }

    private func gray(_ fault: SimulatedFault, strength: Double = 1) throws -> GrayImage {
        try JPEGDecoder.gray(shot(fault, strength: strength).jpeg).image
    }

    private func mean(_ image: GrayImage) -> Double {
        Double(image.pixels.reduce(0) { $0 + Int($1) }) / Double(image.pixels.count)
    }

    @Test(arguments: [SimulatedFault.covered, .wet, .otherMeter, .halfFrame])
    func aSeedGivesTheSameBytesAndAnotherGivesOthers(fault: SimulatedFault) {
        #expect(shot(fault).jpeg == shot(fault).jpeg)
        #expect(shot(fault).jpeg != shot(fault, seed: 2).jpeg)
    }

    @Test func everyFaultHasAReasonAndChangesTheFrame() {
        let good = meter.shot(ticks: meter.ticks(at: 0), noiseSeed: 1)
        for fault in SimulatedFault.allCases {
            #expect(!fault.expectedReasons.isEmpty)
            #expect((shot(fault).jpeg == good.jpeg) == (fault == .frozen), "\(fault)")
        }
    }

    @Test func aFrameWithoutLightIsDarkAndOneWithTooMuchIsBurntOut() throws {
        #expect(mean(try gray(.black)) < 12)
        #expect(mean(try gray(.overexposed)) > 220)
        #expect(mean(try gray(.dim)) < 0.2 * mean(try gray(.dim, strength: 0)))
    }

    @Test func aTruncatedFrameCannotBeDecoded() {
        #expect(throws: CaptureError.truncated) { try JPEGDecoder.gray(shot(.truncated).jpeg) }
    }

    @Test func halfAFrameEndsInRowsOfOneTone() throws {
        let image = try gray(.halfFrame)
        let last = image.pixels.suffix(image.width)
        #expect(Set(last).count == 1)
        #expect(Set(image.pixels.prefix(image.width * 8)).count > 10)
    }

    @Test func blurTakesTheStepsFromPixelToPixel() throws {
        func steps(_ image: GrayImage) -> Int {
            image.pixels.indices.dropLast().reduce(0) { $0 + abs(Int(image.pixels[$1 + 1]) - Int(image.pixels[$1])) }
        }
        #expect(steps(try gray(.defocused)) * 2 < steps(try gray(.defocused, strength: 0)))
        #expect(steps(try gray(.pale)) * 2 < steps(try gray(.pale, strength: 0)))
    }
}
