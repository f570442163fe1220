// Pictures to JPEG: evidence in gray, simulated frames in colour. Baseline, Huffman, JFIF.
// What it writes passes the frame rules and comes back from the decoder.

import CJPEG
import Recognition

/// Writes JPEG pictures.
public enum JPEGEncoder {
    /// A gray JPEG; `quality` 1 … 100 as in libjpeg. The picture must have between 1 and `Limits.jpegSideMax` pixels
    /// a side.
    public static func gray(_ image: GrayImage, quality: Int) -> [UInt8] {
        encode(image.pixels, width: image.width, height: image.height, components: 1, quality: quality)
    }

    /// A colour JPEG (YCbCr 4:2:2, as a camera delivers it); limits as for `gray`.
    public static func colour(_ image: ColourImage, quality: Int) -> [UInt8] {
        encode(image.pixels, width: image.width, height: image.height, components: 3, quality: quality)
    }

    private static func encode(
        _ pixels: [UInt8], width: Int, height: Int, components: Int, quality: Int
    ) -> [UInt8] {
        let sides = 1...Limits.jpegSideMax
        precondition(sides.contains(width) && sides.contains(height), "a JPEG of \(width) x \(height) pixels")
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        let status = pixels.withUnsafeBufferPointer {
            cjpeg_encode(
                $0.baseAddress, UInt32(width), UInt32(height), Int32(components), Int32(min(max(quality, 1), 100)),
                &bytes, &count)
        }
        guard status == CJPEG_OK, let bytes else { fatalError("out of memory while writing a JPEG") }
        defer { cjpeg_free(bytes) }
        return [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    }
}
