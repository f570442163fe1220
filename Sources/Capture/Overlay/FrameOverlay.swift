// A frame with what was read drawn over it, for people: the picture in gray, so that the marks stand out, at twice its size.

import Recognition

/// A drawing over a frame.
public struct FrameOverlay: Sendable {
    /// What a mark says about its dial.
    public enum Mark: Sendable {
        /// Read without doubt.
        case sure
        /// Read, with doubt.
        case unsure
        /// Not read, or read as something that the other dials exclude.
        case bad

        var colour: Colour {
            switch self {
            case .sure: Colour(60, 220, 90)
            case .unsure: Colour(255, 190, 40)
            case .bad: Colour(255, 70, 60)
            }
        }
    }

    /// Frames are drawn at a size of at most so many columns.
    private static let widthMax = 1280
    private static let captionHeight: Float = 28

    /// Size of the frame.
    public let frameWidth: Int
    /// See `frameWidth`.
    public let frameHeight: Int
    private var canvas: Canvas
    private let scale: Float
    private let height: Float

    /// The frame as it is.
    ///
    /// - Throws: as `JPEGDecoder.gray`.
    public init(jpeg: [UInt8]) throws(CaptureError) {
        let header = try JPEGDecoder.header(of: jpeg)
        (frameWidth, frameHeight) = (header.width, header.height)
        let denominator = [1, 2, 4, 8].first { header.width / $0 <= FrameOverlay.widthMax } ?? 8
        let image = try JPEGDecoder.gray(jpeg, scale: denominator).image
        scale = 1 / Float(denominator)
        height = Float(image.height)
        func whole(_ count: Int) -> Int { (count + 3) / 4 * 4 }
        canvas = Canvas(
            frameWidth: whole(image.width), frameHeight: whole(image.height + Int(FrameOverlay.captionHeight)))
        let columns = min(canvas.width, 2 * image.width)
        for y in 0..<2 * image.height {
            for x in 0..<columns {
                let value = image.pixels[y / 2 * image.width + x / 2]
                for channel in 0..<3 { canvas.pixels[3 * (y * canvas.width + x) + channel] = value }
            }
        }
    }

    /// A line around a part of the frame.
    public mutating func outline(_ quad: Quad, _ mark: Mark) {
        let corners = quad.corners.map { Point($0.x * scale, $0.y * scale) }
        for (i, corner) in corners.enumerated() {
            canvas.fill(.line(corner, corners[(i + 1) % corners.count], width: 1.5), mark.colour)
        }
    }

    /// A word above a part of the frame, or below it where there is no room.
    public mutating func label(_ text: String, at quad: Quad, _ mark: Mark) {
        let bounds = quad.bounds
        let size = min(max((bounds.right - bounds.left) * scale * 0.3, 7), 14)
        let middle = (bounds.left + bounds.right) / 2 * scale
        let above = bounds.top * scale - size
        let y = above > size ? above : bounds.bottom * scale + size
        write(text, middle, y, size: size, .centre, mark.colour)
    }

    /// The line below the frame.
    public mutating func caption(_ text: String) {
        write(text, 8, height + FrameOverlay.captionHeight / 2, size: 12, .left, Colour(235, 235, 235))
    }

    /// The drawing as a PNG.
    public var png: [UInt8] {
        PNGEncoder.encode(ColourImage(width: canvas.width, height: canvas.height, pixels: canvas.pixels))
    }

    private mutating func write(
        _ text: String, _ x: Float, _ y: Float, size: Float, _ alignment: StrokeFont.Alignment, _ colour: Colour
    ) {
        canvas.text(text, x, y, height: size, alignment: alignment, colour: .black, weight: 0.5)
        canvas.text(text, x, y, height: size, alignment: alignment, colour: colour, weight: 0.15)
    }
}
