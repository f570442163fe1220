// Where frames come from: a camera, recorded files, or a meter that exists only in this program.
// Whoever asks cannot tell which.

/// Something that delivers one frame after another. Written to be implemented by an actor.
public protocol FrameSource: AnyObject, Sendable {
    /// The next frame; nil when there are no more.
    ///
    /// An error concerns this one frame: asking again goes on with the one after it.
    func next() async throws(CaptureError) -> Frame?
}
