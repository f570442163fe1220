// What tells that files were changed, without reading them.

import Glibc

/// The state of several files.
struct FileStamps: Sendable, Equatable {
    private struct Stamp: Sendable, Equatable {
        var inode: UInt64
        var size: Int64
        var changed: Int64
        var nanoseconds: Int
    }

    private var stamps: [String: Stamp] = [:]

    /// The state of a configuration and of what lies in the folder of cards beside it, each file that is there.
    init(of configuration: String) {
        note(configuration)
        let folder = CardFile.sibling("meters", of: configuration)
        guard let entries = opendir(folder) else { return }
        defer { closedir(entries) }
        while let entry = readdir(entries), stamps.count < Limits.stampsMax {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { note(folder + "/" + name) }
        }
    }

    private mutating func note(_ path: String) {
        var state = stat()
        guard stat(path, &state) == 0 else { return }
        // The time of the last change of any kind: an editor that keeps the time of writing does not hide what it did, and a file that
        // may be read now counts as another one.
        stamps[path] = Stamp(
            inode: UInt64(state.st_ino), size: Int64(state.st_size), changed: Int64(state.st_ctim.tv_sec),
            nanoseconds: state.st_ctim.tv_nsec)
    }
}
