// One picture as the camera delivered it, and when.
// The bytes are as they came; nobody has judged them.

/// A frame: JPEG bytes with their origin.
public struct Frame: Sendable, Equatable {
    /// The picture, not yet looked at.
    public let jpeg: [UInt8]
    /// The file's path or the camera's name, for messages.
    public let name: String
    /// Milliseconds of wall-clock time since 1970-01-01 UTC, nil when nobody knows.
    public let capturedAt: Int64?
    /// Counts the frames of one source from 0.
    public let sequence: Int

    /// A frame of these bytes.
    public init(jpeg: [UInt8], name: String, capturedAt: Int64?, sequence: Int) {
        self.jpeg = jpeg
        self.name = name
        self.capturedAt = capturedAt
        self.sequence = sequence
    }
}
