// One picture as the camera delivered it, and when.
// The picture is as it came; nobody has judged it.

/// A frame: a picture with its origin.
public struct Frame: Sendable, Equatable {
    /// The picture, not yet looked at.
    public let picture: Picture
    /// The file's path or the camera's name, for messages.
    public let name: String
    /// Milliseconds of wall-clock time since 1970-01-01 UTC, nil when nobody knows.
    public let capturedAt: Int64?
    /// Counts the frames of one source from 0.
    public let sequence: Int

    /// A frame with this picture.
    public init(picture: Picture, name: String, capturedAt: Int64?, sequence: Int) {
        self.picture = picture
        self.name = name
        self.capturedAt = capturedAt
        self.sequence = sequence
    }
}
