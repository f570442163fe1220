// What the first bytes of a JPEG say about it.
// Nothing of the picture itself is decoded for it.

/// The size and kind of a JPEG, known without decoding it.
public struct JPEGHeader: Sendable, Equatable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// 1 for gray, 3 for colour, 4 for CMYK.
    public let components: Int

    /// A header of these numbers.
    public init(width: Int, height: Int, components: Int) {
        self.width = width
        self.height = height
        self.components = components
    }
}
