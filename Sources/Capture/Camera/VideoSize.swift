// The size of a camera's picture.

/// Columns and rows.
public struct VideoSize: Sendable, Equatable, Hashable, CustomStringConvertible {
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// That many columns and rows.
    public init(_ width: Int, _ height: Int) {
        self.width = width
        self.height = height
    }

    /// For example `640x480`.
    public var description: String { "\(width)x\(height)" }
}
