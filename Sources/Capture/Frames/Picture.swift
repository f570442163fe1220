// A picture as it came from where it was taken: a JPEG that nobody has opened yet, or luma that needs no opening.

import Recognition

/// What a frame shows.
public enum Picture: Sendable, Equatable {
    /// The bytes of a JPEG.
    case jpeg([UInt8])
    /// Luma, pixel by pixel.
    case gray(GrayImage)

    /// The luma of the region that `region` chooses (nil: of the whole frame).
    ///
    /// - Throws: what `JPEGDecoder.gray` throws.
    public func gray(region: (_ width: Int, _ height: Int) -> PixelRegion?) throws(CaptureError) -> DecodedRegion {
        switch self {
        case .jpeg(let bytes): try JPEGDecoder.gray(bytes) { region($0.width, $0.height) }
        case .gray(let image):
            // All of it is there already.
            DecodedRegion(
                image: image, originX: 0, originY: 0, scale: 1, frameWidth: image.width, frameHeight: image.height)
        }
    }

    /// The luma of the whole frame.
    public func gray() throws(CaptureError) -> DecodedRegion { try gray { _, _ in nil } }

    /// The picture as a file: a JPEG as it is, luma at this quality.
    public func file(quality: Int) -> [UInt8] {
        switch self {
        case .jpeg(let bytes): bytes
        case .gray(let image): JPEGEncoder.gray(image, quality: quality)
        }
    }

    /// The bytes that make it up, for comparing.
    var bytes: [UInt8] {
        switch self {
        case .jpeg(let bytes): bytes
        case .gray(let image): image.pixels
        }
    }

    /// The mean luma, from an eighth of the picture's size.
    public func brightness() throws(CaptureError) -> Double {
        let image: GrayImage
        switch self {
        case .jpeg(let bytes): image = try JPEGDecoder.gray(bytes, scale: 8).image
        case .gray(let whole): image = whole
        }
        let step = image.pixels.count > 1 << 16 ? 7 : 1
        var (sum, count) = (0, 0)
        for at in stride(from: 0, to: image.pixels.count, by: step) {
            sum += Int(image.pixels[at])
            count += 1
        }
        return count == 0 ? 0 : Double(sum) / Double(count)
    }

    /// What two pictures of the same moment show in different light: of each pixel the darker one, so that a reflection that lies
    /// elsewhere in the other picture is gone. nil where they are of different sizes.
    public func darkest(with other: Picture) throws(CaptureError) -> Picture? {
        let (a, b) = (try gray().image, try other.gray().image)
        guard a.width == b.width, a.height == b.height else { return nil }
        var pixels = a.pixels
        for i in pixels.indices { pixels[i] = min(pixels[i], b.pixels[i]) }
        return .gray(GrayImage(width: a.width, height: a.height, pixels: pixels))
    }
}
