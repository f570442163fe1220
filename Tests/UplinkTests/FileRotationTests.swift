import Journal
import TestSupport
import Testing

@testable import Uplink

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct FileRotationTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("outbox.jsonl") }

    private func text(_ name: String) -> String? {
        readFile(folder.file(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func line(_ seq: Int) -> String {
        "{\"device\":\"gw\",\"journal\":\"\(testIdentity.journal)\",\"seq\":\(seq),\"n\":\(seq)}\n"
    }

    /// Room for two lines of one digit, not for three.
    private var rotation: FileRotation { FileRotation(size: line(1).utf8.count * 5 / 2, files: 3) }

    @Test("a file that would grow too large is put aside, and the oldest makes room")
    func rotates() async throws {
        let sink = FileSink(path: path, rotation: rotation)
        for seq in 1...9 { _ = try await sink.deliver(samples(seq...seq), identity: testIdentity) }
        #expect(text("outbox.jsonl") == line(9))
        #expect(text("outbox.jsonl.1") == line(7) + line(8))
        #expect(text("outbox.jsonl.2") == line(5) + line(6))
        #expect(text("outbox.jsonl.3") == nil)
    }

    @Test("a batch stands in one file, also if it is larger than one may be")
    func whole() async throws {
        let sink = FileSink(path: path, rotation: rotation)
        _ = try await sink.deliver(samples(1...1), identity: testIdentity)
        _ = try await sink.deliver(samples(2...6), identity: testIdentity)
        _ = try await sink.deliver(samples(7...7), identity: testIdentity)
        #expect(text("outbox.jsonl.2") == line(1))
        #expect(text("outbox.jsonl.1") == (2...6).map(line).joined())
        #expect(text("outbox.jsonl") == line(7))
    }

    @Test("nothing is lost by a crash between any two renames")
    func crash() async throws {
        for done in 0...3 {
            let folder = TemporaryFolder()
            for (number, name) in ["outbox.jsonl.3", "outbox.jsonl.2", "outbox.jsonl.1", "outbox.jsonl"].enumerated() {
                folder.write(Array((line(2 * number + 1) + line(2 * number + 2)).utf8), to: name)
            }
            // As far as a rotation of five files came: .3 to .4, .2 to .3, .1 to .2.
            for number in [3, 2, 1].prefix(done) {
                folder.move("outbox.jsonl.\(number)", to: "outbox.jsonl.\(number + 1)")
            }
            var larger = rotation
            larger.files = 5
            let sink = FileSink(path: folder.file("outbox.jsonl"), rotation: larger)
            _ = try await sink.deliver(samples(9...9), identity: testIdentity)
            let kept = (0...4).reversed().map { folder.file("outbox.jsonl" + ($0 == 0 ? "" : ".\($0)")) }
                .map { String(decoding: readFile($0) ?? [], as: UTF8.self) }
            #expect(kept.joined() == (1...9).map(line).joined(), "after \(done) renames")
        }
    }

    @Test("what a crash left of a line is cut off before a file is put aside")
    func healed() async throws {
        folder.write(Array((line(1) + line(2) + line(3).dropLast(4)).utf8), to: "outbox.jsonl")
        let sink = FileSink(path: path, rotation: rotation)
        _ = try await sink.deliver(samples(3...3), identity: testIdentity)
        #expect(text("outbox.jsonl.1") == line(1) + line(2))
        #expect(text("outbox.jsonl") == line(3))
    }

    @Test("where the file is a link, what it leads to is put aside")
    func link() async throws {
        folder.write("far/real.jsonl", line(1) + line(2))
        #expect(symlink("far/real.jsonl", path) == 0)
        let sink = FileSink(path: path, rotation: rotation)
        _ = try await sink.deliver(samples(3...3), identity: testIdentity)
        #expect(text("far/real.jsonl.1") == line(1) + line(2))
        #expect(text("far/real.jsonl") == line(3))
        #expect(text("outbox.jsonl.1") == nil)
    }

    @Test("a file that cannot be put aside is an error, and nothing is acknowledged or lost")
    func blocked() async throws {
        folder.write("outbox.jsonl.1/x", "")
        folder.write("outbox.jsonl.2/x", "")
        folder.write(Array((line(1) + line(2)).utf8), to: "outbox.jsonl")
        let sink = FileSink(path: path, rotation: rotation)
        let error = await #expect(throws: UplinkError.self) {
            try await sink.deliver(samples(3...3), identity: testIdentity)
        }
        #expect(error?.description.contains("put aside failed") == true, "\(String(describing: error))")
        #expect(text("outbox.jsonl") == line(1) + line(2))
    }
}
