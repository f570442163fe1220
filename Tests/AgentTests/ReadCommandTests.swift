// `meterclip read`: the keys of its lines are a contract.

import Capture
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct ReadCommandTests {
    private let folder = TemporaryFolder()

    @Test func everyLineHasTheKeysOfTheContract() throws {
        let path = folder.path + "/case"
        try RenderCommand(
            face: .water, seed: 5, start: Index(units: 1_234_500, decimals: 4), step: 0, interval: .seconds(300),
            frames: 1, severity: 0, quality: 70, folder: path
        ).run { _ in }
        var lines: [String] = []
        try ReadCommand(card: path + "/meter.toml", images: [path + "/frames", path + "/none.jpg"])
            .run { lines.append($0) }
        let answers = try lines.map(Answer.init)
        try #require(answers.count == 2)
        for answer in answers {
            #expect(answer.keys == ["file", "index", "confidence", "quality", "reasons", "positions"])
        }
        #expect(answers[0].string("file") == path + "/frames/001.jpg")
        #expect(answers[0].string("index")?.hasPrefix("123.45") == true)
        let positions = try #require(answers[0].members["positions"] as? [[String: Any]])
        #expect(positions.count == 9)
        #expect(positions.allSatisfy { Set($0.keys) == ["position", "spread", "none"] })
        #expect(answers[1].isNull("index"))
        #expect((answers[1].members["positions"] as? [Any])?.isEmpty == true)
    }
}
