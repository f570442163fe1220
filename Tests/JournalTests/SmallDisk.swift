// A disk of two megabytes that can be filled, in memory; only root may make one.

import Glibc
import TestSupport

/// A file system of its own, gone with the value that owns it.
final class SmallDisk: Sendable {
    let path: String
    private let folder = TemporaryFolder()

    /// Whether this process may make one.
    static let isPossible: Bool = (try? SmallDisk()) != nil

    struct NotMounted: Error {}

    init(bytes: Int = 2 * 1_024 * 1_024) throws {
        path = folder.file("disk")
        mkdir(path, 0o700)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(bytes)") == 0 else { throw NotMounted() }
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// What a stranger does: writes until there are only so many bytes left.
    func fill(leaving bytes: Int = 0) {
        let descriptor = open(file("stranger"), O_CREAT | O_WRONLY | O_APPEND, 0o600)
        precondition(descriptor >= 0)
        defer { close(descriptor) }
        let part = [UInt8](repeating: 0xAA, count: 4_096)
        while free > bytes, write(descriptor, part, part.count) == part.count {}
    }

    /// The stranger's file goes.
    func clear() { unlink(file("stranger")) }

    var free: Int {
        var facts = statvfs()
        precondition(statvfs(path, &facts) == 0)
        return Int(facts.f_bavail) * Int(facts.f_frsize)
    }
}
