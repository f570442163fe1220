// Where frames come from: a camera, recorded files, or a meter that exists only in this program.
// Whoever asks cannot tell which.

/// Something that delivers one frame after another. Written to be implemented by an actor.
public protocol FrameSource: AnyObject, Sendable {
    /// The next frame; nil when there are no more.
    ///
    /// An error concerns this one frame: asking again goes on with the one after it.
    func next() async throws(CaptureError) -> Frame?

    /// `count` frames of one moment, fewer where the source has run out, and none at its end. A frame that fails is missing.
    ///
    /// - Throws: what was wrong when none could be had.
    func shot(of count: Int) async throws(CaptureError) -> Shot

    /// The longest that it may take for that before something is wrong that it does not notice itself.
    nonisolated func longest(of count: Int) -> Duration
}

extension FrameSource {
    /// A minute for each frame, and one more.
    public nonisolated func longest(of count: Int) -> Duration { .seconds(60 * (max(1, count) + 1)) }

    /// One frame after another.
    public func shot(of count: Int) async throws(CaptureError) -> Shot {
        var frames: [Frame] = []
        for number in 1...max(1, count) {
            do throws(CaptureError) {
                guard let frame = try await next() else { break }
                frames.append(frame)
            } catch {
                if number == count, frames.isEmpty { throw error }
            }
        }
        return Shot(frames: frames)
    }
}
