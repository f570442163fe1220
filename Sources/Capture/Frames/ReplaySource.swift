// Recorded frames, one after another: files in the order given, folders by name.
// One file is read at a time, and a bad one does not end the replay.

/// Delivers the pictures of files and folders as if a camera took them.
public actor ReplaySource: FrameSource {
    /// The files that will be delivered, in order.
    public nonisolated let files: [String]
    private let times: [String: Int64]
    private var position = 0

    /// A replay of `paths`. A folder stands for the `.jpg` and `.jpeg` files directly inside it that are not hidden,
    /// sorted by name (byte order).
    ///
    /// - Parameter times: capture times in milliseconds since 1970 by file name (without folder), where they are known.
    /// - Throws: `missing`, `emptyFolder`, `unreadable`, `nothingToReplay`.
    public init(paths: [String], times: [String: Int64] = [:]) throws(CaptureError) {
        var files: [String] = []
        for path in paths { files += try FrameFiles.expand(path) }
        if files.isEmpty { throw .nothingToReplay }
        self.files = files
        self.times = times
    }

    /// The next file's frame; its time is nil unless given, since a file's own dates tell when it was copied.
    ///
    /// The bytes are as the file has them: whether they are a JPEG is for `FrameRules` and the decoder to say.
    /// - Throws: `missing`, `unreadable`, `fileTooLarge`; the next call goes on with the next file.
    public func next() async throws(CaptureError) -> Frame? {
        guard position < files.count else { return nil }
        let (sequence, path) = (position, files[position])
        position += 1
        let jpeg = try FrameFiles.read(path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return Frame(picture: .jpeg(jpeg), name: path, capturedAt: times[name], sequence: sequence)
    }
}
