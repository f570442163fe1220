// Lines of a file, one at a time.

import TestSupport
import Testing

@testable import Agent

@Suite struct LineReaderTests {
    private let folder = TemporaryFolder()

    private func lines(_ bytes: [UInt8], limit: Int) throws -> [LineReader.Line] {
        var reader = try LineReader(path: folder.write("in", bytes))
        var lines: [LineReader.Line] = []
        while let line = try reader.next(limit: limit) { lines.append(line) }
        return lines
    }

    private func line(_ text: String) -> LineReader.Line { .bytes(Array(text.utf8)) }

    @Test func linesComeWithoutTheirEndsAndTheLastNeedsNone() throws {
        #expect(try lines(Array("a\n\nbc\r\nd".utf8), limit: 10) == [line("a"), line(""), line("bc\r"), line("d")])
        #expect(try lines(Array("a\n".utf8), limit: 10) == [line("a")])
        #expect(try lines([], limit: 10) == [])
    }

    @Test func aLineOfTheLimitIsTakenAndOneByteMoreIsNot() throws {
        #expect(
            try lines(Array("1234\n12345\n1\n12345".utf8), limit: 4) == [line("1234"), .tooLong, line("1"), .tooLong])
    }

    @Test func aLineFarBeyondTheLimitIsOneLine() throws {
        let long = [UInt8](repeating: 0x78, count: 300_000)
        #expect(try lines(long + Array("\nnext\n".utf8) + long, limit: 1000) == [.tooLong, line("next"), .tooLong])
    }

    @Test func linesAcrossTheBuffersEdgeAreWhole() throws {
        let words = (0..<30_000).map { "line \($0)" }
        let read = try lines(Array(words.joined(separator: "\n").utf8), limit: 100)
        #expect(read == words.map(line))
    }

    @Test func whatCannotBeReadIsCalledByItsPath() throws {
        let missing = #expect(throws: AgentError.self) { _ = try LineReader(path: "/nowhere/in.jsonl") }
        #expect(missing?.message.contains("/nowhere/in.jsonl") == true)
        let path = folder.path
        let unreadable = #expect(throws: AgentError.self) {
            var reader = try LineReader(path: path)
            _ = try reader.next(limit: 10)
        }
        #expect(unreadable?.message.contains(path) == true)
        #expect(unreadable?.exitCode == 66)
    }
}
