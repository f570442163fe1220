// Pictures named on a command line: files as they are, folders as the JPEGs in them.

import Capture

/// Expands command-line arguments.
enum ImagePaths {
    /// The pictures behind `path`. What cannot be listed stays as it is, and reading it tells the reason.
    static func expand(_ path: String) -> [String] {
        do {
            return try FrameFiles.expand(path)
        } catch {
            return [path]
        }
    }
}
