// A rectangle of whole pixels, as asked of the decoder.
// One made from quads lies inside its frame.

import Recognition

/// Columns `x ..< x + width` and rows `y ..< y + height` of a frame.
public struct PixelRegion: Sendable, Equatable {
    /// First column.
    public var x: Int
    /// First row.
    public var y: Int
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// The rectangle with its top left pixel at (x, y).
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Whether all of `other` lies in this rectangle.
    public func contains(_ other: PixelRegion) -> Bool {
        other.x >= x && other.y >= y && other.x + other.width <= x + width && other.y + other.height <= y + height
    }

    /// The smallest rectangle inside a frame that holds all `quads` with `margin` pixels around them; nil when they
    /// all lie outside of the frame.
    public init?(covering quads: [Quad], margin: Int, frameWidth: Int, frameHeight: Int) {
        let corners = quads.flatMap(\.corners)
        guard let first = corners.first, corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
        var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
        for corner in corners {
            left = min(left, corner.x)
            right = max(right, corner.x)
            top = min(top, corner.y)
            bottom = max(bottom, corner.y)
        }
        let room = Float(margin)
        let (w, h) = (Float(frameWidth), Float(frameHeight))
        let x0 = Int(min(max(0, (left - room).rounded(.down)), w))
        let y0 = Int(min(max(0, (top - room).rounded(.down)), h))
        let x1 = Int(min(max(0, (right + room).rounded(.up)), w))
        let y1 = Int(min(max(0, (bottom + room).rounded(.up)), h))
        guard x1 > x0, y1 > y0 else { return nil }
        self.init(x: x0, y: y0, width: x1 - x0, height: y1 - y0)
    }
}
