// Recorded frames from files and folders.
// The right files come in the right order, and errors name the path.

import Capture
import Glibc
import Testing

@Suite("A replay")
struct ReplaySourceTests {
    /// A new folder, removed when the test ends.
    final class Folder {
        let path: String

        init() {
            var template = Array("/tmp/meterclip-replay-XXXXXX\0".utf8CString)
            path = String(cString: mkdtemp(&template)!)
        }

        func write(_ name: String, _ bytes: [UInt8]) {
            let file = fopen("\(path)/\(name)", "w")!
            fwrite(bytes, 1, bytes.count, file)
            fclose(file)
        }

        deinit {
            for name in ["b.jpg", "a.JPG", "c.jpeg", ".hidden.jpg", "notes.txt"] { unlink("\(path)/\(name)") }
            rmdir("\(path)/sub.jpg")
            rmdir(path)
        }
    }

    @Test("delivers the pictures of a folder by name and nothing else")
    func folder() async throws {
        let folder = Folder()
        folder.write("b.jpg", [2, 2])
        folder.write("a.JPG", [1])
        folder.write("c.jpeg", [])
        folder.write(".hidden.jpg", [9])
        folder.write("notes.txt", [9])
        let replay = try ReplaySource(paths: [folder.path + "/"], times: ["b.jpg": 1_700_000_000_123])
        #expect(replay.files == ["a.JPG", "b.jpg", "c.jpeg"].map { "\(folder.path)/\($0)" })
        #expect(
            try await replay.next() == Frame(picture: .jpeg([1]), name: replay.files[0], capturedAt: nil, sequence: 0))
        #expect(
            try await replay.next()
                == Frame(picture: .jpeg([2, 2]), name: replay.files[1], capturedAt: 1_700_000_000_123, sequence: 1))
        #expect(try await replay.next()?.picture == .jpeg([]))
        #expect(try await replay.next() == nil)
        #expect(try await replay.next() == nil)
    }

    @Test("delivers files in the order given, whatever their names")
    func files() async throws {
        let folder = Folder()
        folder.write("b.jpg", [2])
        folder.write("notes.txt", [7])
        let replay = try ReplaySource(paths: ["\(folder.path)/notes.txt", "\(folder.path)/b.jpg"])
        #expect(try await replay.next()?.picture == .jpeg([7]))
        #expect(try await replay.next()?.picture == .jpeg([2]))
    }

    @Test("says which path is missing, empty or not a file")
    func errors() async throws {
        let folder = Folder()
        let missing = folder.path + "/x.jpg"
        #expect(throws: CaptureError.missing(path: missing)) { try ReplaySource(paths: [missing]) }
        #expect(throws: CaptureError.emptyFolder(path: folder.path)) { try ReplaySource(paths: [folder.path]) }
        #expect(throws: CaptureError.nothingToReplay) { try ReplaySource(paths: []) }
        mkdir("\(folder.path)/sub.jpg", 0o755)
        let replay = try ReplaySource(paths: [folder.path])
        await #expect(throws: CaptureError.unreadable(path: "\(folder.path)/sub.jpg", reason: "not a regular file")) {
            try await replay.next()
        }
        #expect(try await replay.next() == nil)
    }

    @Test("goes on after a file that vanished and refuses one that is too large")
    func goesOn() async throws {
        let folder = Folder()
        folder.write("a.JPG", [1])
        folder.write("b.jpg", [2])
        folder.write("c.jpeg", [3])
        let replay = try ReplaySource(paths: [folder.path])
        unlink(replay.files[0])
        truncate(replay.files[1], Limits.jpegBytesMax + 1)
        await #expect(throws: CaptureError.missing(path: replay.files[0])) { try await replay.next() }
        let tooLarge = CaptureError.fileTooLarge(path: replay.files[1], bytes: Int64(Limits.jpegBytesMax) + 1)
        await #expect(throws: tooLarge) { try await replay.next() }
        #expect(
            try await replay.next() == Frame(picture: .jpeg([3]), name: replay.files[2], capturedAt: nil, sequence: 2))
    }
}
