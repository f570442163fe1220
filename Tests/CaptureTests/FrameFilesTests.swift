// The one way to read files and folders: bounded, never waiting, with the path in every failure.

import Glibc
import Testing

@testable import Capture

@Suite("Files")
struct FrameFilesTests {
    /// A new folder, removed when the test ends.
    final class Folder {
        let path: String

        init() {
            var template = Array("/tmp/meterclip-files-XXXXXX\0".utf8CString)
            path = String(cString: mkdtemp(&template)!)
        }

        func write(_ name: String, _ bytes: [UInt8]) -> String {
            let file = fopen("\(path)/\(name)", "w")!
            fwrite(bytes, 1, bytes.count, file)
            fclose(file)
            return "\(path)/\(name)"
        }

        deinit {
            for name in ["a", "b.jpg", "B.JPG", ".hidden", "pipe"] { unlink("\(path)/\(name)") }
            rmdir(path)
        }
    }

    @Test("are read whole up to the limit and refused one byte beyond it")
    func limit() throws {
        let folder = Folder()
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        let path = folder.write("a", bytes)
        #expect(try FrameFiles.read(path, limit: bytes.count) == bytes)
        #expect(throws: CaptureError.fileTooLarge(path: path, bytes: 200_000)) {
            try FrameFiles.read(path, limit: bytes.count - 1)
        }
    }

    @Test("of the kernel, which claim to be empty, are read to their end and bounded all the same")
    func kernel() throws {
        let path = "/proc/sys/kernel/random/boot_id"
        #expect(try FrameFiles.read(path).count == 37)
        #expect(throws: CaptureError.fileTooLarge(path: path, bytes: 37)) { try FrameFiles.read(path, limit: 36) }
    }

    @Test("that are pipes or missing are refused without waiting")
    func pipe() {
        let folder = Folder()
        let path = folder.path + "/pipe"
        mkfifo(path, 0o600)
        #expect(throws: CaptureError.unreadable(path: path, reason: "not a regular file")) { try FrameFiles.read(path) }
        #expect(throws: CaptureError.missing(path: path + "x")) { try FrameFiles.read(path + "x") }
    }

    @Test("of a folder are listed in byte order without the hidden ones")
    func names() throws {
        let folder = Folder()
        for name in ["b.jpg", "a", "B.JPG", ".hidden"] { _ = folder.write(name, []) }
        #expect(try FrameFiles.names(in: folder.path) == ["B.JPG", "a", "b.jpg"])
        #expect(try FrameFiles.expand(folder.path) == ["B.JPG", "b.jpg"].map { "\(folder.path)/\($0)" })
        #expect(throws: CaptureError.missing(path: folder.path + "/no")) {
            try FrameFiles.names(in: folder.path + "/no")
        }
    }
}
