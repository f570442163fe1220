// `meterclip bench`: not how fast, but what is measured and what is left behind.

import Capture
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct BenchCommandTests {
    private let folder = TemporaryFolder()

    private func render(frames: Int = 2) throws -> String { try WaterCase.render(in: folder, frames: frames) }

    private func bench(_ path: String, json: Bool = true) async throws -> [String] {
        let data = folder.path + "/data"
        folder.write("data/kept", "")
        var lines: [String] = []
        try await BenchCommand(folder: path, rounds: 1, data: data, json: json).run { lines.append($0) }
        #expect(try FrameFiles.names(in: data) == ["kept"])
        return lines
    }

    @Test func everyStageIsReportedAndTheJournalIsRemoved() async throws {
        let answer = try Answer(try #require(try await bench(try render()).first))
        #expect(answer.number("frames") == 2 && answer.number("refused") == 0)
        let stages = try #require(answer.members["stages"] as? [[String: Any]])
        #expect(
            stages.compactMap { $0["stage"] as? String } == [
                "decode", "register", "gate", "dials", "decode index", "journal", "JPEG to positions",
                "register, gate, index", "whole path to index", "full-colour decode", "gray decode, all of it",
            ])
        #expect(stages.allSatisfy { ($0["median_ms"] as? Double ?? 0) > 0 })
        #expect(answer.number("ratio") ?? 0 > 0 && answer.number("judging_ratio") ?? 0 > 0)
    }

    @Test func refusedFramesAreNamedAndNotMeasured() async throws {
        let path = try render(frames: 3)
        let other = SimulatedMeter(face: .electricity, seed: 3, start: Index(units: 1, decimals: 0))
        folder.write("case/frames/002.jpg", other.shot(at: 0).jpeg)
        folder.write("case/frames/001.jpg", "no picture")
        let lines = try await bench(path, json: false)
        #expect(lines.contains("2 of 3 frames refused (not-jpeg 1, not-this-meter 1), not measured"), "\(lines)")
    }

    @Test func aCaseOfNothingButRefusedFramesIsBadDataAndLeavesNoJournal() async throws {
        let path = try render()
        for name in ["001", "002"] { folder.write("case/frames/\(name).jpg", "no picture") }
        let failure = await #expect(throws: AgentError.self) { _ = try await bench(path) }
        #expect(failure?.exitCode == 65)
        #expect(failure?.message.contains("2 of 2 frames refused") == true)
        #expect(try FrameFiles.names(in: folder.path + "/data") == ["kept"])
    }
}
