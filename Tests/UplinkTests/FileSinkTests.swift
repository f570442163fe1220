import Journal
import TestSupport
import Testing

@testable import Uplink

@Suite struct FileSinkTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("outbox.jsonl") }
    private var text: String { String(decoding: readFile(path) ?? [], as: UTF8.self) }

    private func line(_ seq: Int) -> String {
        "{\"device\":\"gw\",\"journal\":\"\(testIdentity.journal)\",\"seq\":\(seq),\"n\":\(seq)}\n"
    }

    @Test("each entry becomes a line, and all are acknowledged")
    func lines() async throws {
        let sink = FileSink(path: path)
        #expect(try await sink.deliver(samples(1...2), identity: testIdentity) == 2)
        #expect(try await sink.deliver(samples(3...3), identity: testIdentity) == 3)
        #expect(text == line(1) + line(2) + line(3))
    }

    @Test("what a crash left of a line is cut off, wherever it was cut")
    func healed() async throws {
        let whole = Array(line(2).utf8)
        for cut in 1..<whole.count {
            folder.write(Array(line(1).utf8) + whole[..<cut], to: "outbox.jsonl")
            #expect(try await FileSink(path: path).deliver(samples(2...2), identity: testIdentity) == 2)
            #expect(text == line(1) + line(2), "cut at \(cut)")
        }
    }

    @Test("zeros that a power cut left are cut off")
    func zeros() async throws {
        for partial in ["", "{\"devi"] {
            folder.write(Array((line(1) + partial).utf8) + [UInt8](repeating: 0, count: 50), to: "outbox.jsonl")
            _ = try await FileSink(path: path).deliver(samples(2...2), identity: testIdentity)
            #expect(text == line(1) + line(2))
        }
    }

    @Test("an unfinished line that is not ours is kept, and ended")
    func foreign() async throws {
        folder.write(Array("# a note".utf8), to: "outbox.jsonl")
        _ = try await FileSink(path: path).deliver(samples(2...2), identity: testIdentity)
        #expect(text == "# a note\n" + line(2))
    }

    @Test("an unfinished line longer than the limit is kept, and ended")
    func longForeign() async throws {
        var limits = UplinkLimits()
        limits.unfinishedLineBytes = 16
        folder.write(Array(line(1).utf8.dropLast()), to: "outbox.jsonl")
        _ = try await FileSink(path: path, limits: limits).deliver(samples(2...2), identity: testIdentity)
        #expect(text == line(1) + line(2))
    }

    @Test("a file that was moved away is made anew")
    func rotated() async throws {
        let sink = FileSink(path: path)
        _ = try await sink.deliver(samples(1...1), identity: testIdentity)
        folder.move("outbox.jsonl", to: "outbox.jsonl.1")
        _ = try await sink.deliver(samples(2...2), identity: testIdentity)
        #expect(text == line(2))
    }

    @Test("a file that cannot be opened is an error with path and reason")
    func unwritable() async {
        let sink = FileSink(path: folder.file("missing/outbox.jsonl"))
        await #expect(
            throws: UplinkError.file(
                path: folder.file("missing/outbox.jsonl"), operation: "open", reason: "No such file or directory")
        ) { try await sink.deliver(samples(1...1), identity: testIdentity) }
    }

    @Test("a full device is an error, and nothing is acknowledged")
    func full() async {
        let sink = FileSink(path: "/dev/full")
        await #expect(
            throws: UplinkError.file(path: "/dev/full", operation: "write", reason: "No space left on device")
        ) { try await sink.deliver(samples(1...1), identity: testIdentity) }
    }

    @Test("a device that has nothing to flush takes entries all the same")
    func device() async throws {
        #expect(try await FileSink(path: "/dev/null").deliver(samples(1...2), identity: testIdentity) == 2)
    }

    @Test("a payload that is no object holds back itself, not those before it")
    func badPayload() async throws {
        let sink = FileSink(path: path)
        var bad = sample(2)
        bad.payload = [0x37]
        let batch = samples(1...1) + [Entry(seq: 2, content: bad)] + samples(3...3)
        #expect(try await sink.deliver(batch, identity: testIdentity) == 1)
        await #expect(throws: UplinkError.badPayload(seq: 2)) {
            try await sink.deliver(Array(batch.dropFirst()), identity: testIdentity)
        }
        #expect(text == line(1))
    }

    @Test("a closed sink says so")
    func closed() async {
        let sink = FileSink(path: path)
        await sink.close()
        await #expect(throws: UplinkError.closed(sink: "outbox")) {
            try await sink.deliver(samples(1...1), identity: testIdentity)
        }
    }
}
