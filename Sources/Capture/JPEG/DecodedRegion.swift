// The gray pixels the decoder was asked for, and where in the frame they are.
// It may be a little larger than what was asked for; its origin says so.

import Recognition

/// A decoded part of a frame.
///
/// Pixel (i, j) of `image` covers the square of `scale` × `scale` frame pixels whose top left corner is
/// (`originX` + i · `scale`, `originY` + j · `scale`).
public struct DecodedRegion: Sendable, Equatable {
    /// Luma of the region; it may begin left of and above what was asked for, and holds all of it.
    public let image: GrayImage
    /// Frame column of the left edge of `image`.
    public let originX: Int
    /// Frame row of the top edge of `image`.
    public let originY: Int
    /// Frame pixels per pixel of `image`: 1, 2, 4 or 8.
    public let scale: Int
    /// Columns of the whole frame.
    public let frameWidth: Int
    /// Rows of the whole frame.
    public let frameHeight: Int

    /// A region of a frame of `frameWidth` × `frameHeight` pixels.
    public init(
        image: GrayImage, originX: Int, originY: Int, scale: Int, frameWidth: Int, frameHeight: Int
    ) {
        self.image = image
        self.originX = originX
        self.originY = originY
        self.scale = scale
        self.frameWidth = frameWidth
        self.frameHeight = frameHeight
    }
}
