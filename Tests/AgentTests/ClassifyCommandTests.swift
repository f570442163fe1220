// `meterclip classify`: pictures of single dials, cut from a simulated meter that knows what they show.

import Capture
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct ClassifyCommandTests {
    private let folder = TemporaryFolder()
    private let meter = SimulatedMeter(face: .electricity, seed: 3, start: Index(units: 27, decimals: 1))

    /// The upright picture of dial `d`, as a file.
    private func crop(_ d: Int) throws -> String {
        let whole = meter.picture(ticks: meter.ticks(at: 0))
        let corners = meter.dials[d].quad.corners
        let (left, top) = (Int(corners.map(\.x).min()!), Int(corners.map(\.y).min()!))
        let (right, bottom) = (Int(corners.map(\.x).max()!), Int(corners.map(\.y).max()!))
        var pixels: [UInt8] = []
        for y in top..<bottom {
            let row = y * whole.width
            pixels += whole.pixels[(row + left) * 3..<(row + right) * 3]
        }
        let crop = ColourImage(width: right - left, height: bottom - top, pixels: pixels)
        return folder.write("dial\(d).jpg", JPEGEncoder.colour(crop, quality: 95))
    }

    private func classify(_ images: [String]) throws -> (allGood: Bool, answers: [Answer]) {
        var lines: [String] = []
        let command = try ClassifyCommand(kind: "segment", images: images, zeroAngle: 0, clockwise: true)
        let allGood = command.run { lines.append($0) }
        return (allGood, try lines.map(Answer.init))
    }

    @Test func aDialIsReadWithItsDigit() throws {
        let last = meter.dials.count - 1
        let (allGood, answers) = try classify([try crop(last - 1), try crop(last)])
        #expect(allGood)
        #expect(answers.map { $0.number("digit") } == meter.positions(at: meter.ticks(at: 0)).suffix(2).map { $0 })
        #expect(answers.allSatisfy { $0.number("confidence") ?? 0 > 0.5 && $0.number("none") ?? 1 < 0.5 })
    }

    @Test func everyLineHasTheSameKeysAlsoOneOfAPictureThatIsNone() throws {
        let (allGood, answers) = try classify([
            try crop(0), folder.write("no.jpg", "no picture"), folder.path + "/none.jpg",
        ])
        #expect(!allGood)
        try #require(answers.count == 3)
        for answer in answers {
            #expect(answer.keys == ["file", "position", "digit", "confidence", "none", "spread", "error"])
        }
        #expect(answers[0].isNull("error"))
        for answer in answers.dropFirst() {
            #expect(answer.isNull("position") && answer.isNull("digit") && answer.isNull("spread"))
            #expect(answer.number("confidence") == 0 && answer.number("none") == 1)
            #expect(answer.string("error") != nil)
        }
    }

    @Test(arguments: [("neddle", 0.0), ("needle", .nan), ("needle", .infinity), ("needle", 361)])
    func aKindOrAnAngleThatMeansNothingIsRefused(kind: String, angle: Double) {
        #expect(throws: AgentError.self) {
            try ClassifyCommand(kind: kind, images: [], zeroAngle: angle, clockwise: true)
        }
    }
}
