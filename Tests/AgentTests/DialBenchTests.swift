// `meterclip bench --dials`: what is reported, and what is refused.

import TestSupport
import Testing

@testable import Agent

@Suite struct DialBenchTests {
    private let folder = TemporaryFolder()

    /// A file of two crops whose probabilities are all zero.
    private func crops() -> [UInt8] {
        [2, 0] + [UInt8](repeating: 90, count: 640) + [UInt8](repeating: 0, count: 404)
            + (0..<640).map { UInt8(truncatingIfNeeded: $0 * 7) } + [UInt8](repeating: 0, count: 404)
    }

    private func bench(_ bytes: [UInt8]) async throws -> Answer {
        folder.write("dials.bin", bytes)
        var lines: [String] = []
        let path = folder.path + "/dials.bin"
        try await BenchCommand(folder: nil, rounds: 3, data: folder.path, json: true, dials: path).run {
            lines.append($0)
        }
        return try Answer(try #require(lines.first))
    }

    @Test func timeAndDifferenceAreReported() async throws {
        let answer = try await bench(crops())
        #expect(answer.number("dials") == 2)
        #expect((answer.number("dial_ns") ?? 0) > 0)
        #expect((answer.number("dial_ns_p95") ?? 0) >= (answer.number("dial_ns") ?? 0))
        // No answer is all zeros, so some probability differs by more than its fair share.
        #expect((answer.number("max_difference") ?? 0) > 0.009)
    }

    @Test func anotherFileIsRefused() async throws {
        for bytes in [[], [1, 0], Array(crops().dropLast())] {
            let failure = await #expect(throws: AgentError.self) { _ = try await bench(bytes) }
            #expect(failure?.exitCode == 65)
        }
    }
}
