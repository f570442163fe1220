// Pictures to PNG: drawings, whose lines a JPEG would smear. Eight bits of red, green and blue, compressed by zlib.

import CZlib
import Recognition

/// Writes PNG pictures.
public enum PNGEncoder {
    /// The PNG of a picture of at least one pixel.
    public static func encode(_ image: ColourImage) -> [UInt8] {
        precondition(image.width > 0 && image.height > 0, "a PNG of \(image.width) x \(image.height) pixels")
        var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let size = bigEndian(UInt32(image.width)) + bigEndian(UInt32(image.height))
        // Eight bits of three colours, deflated, filtered row by row, not interlaced.
        append(chunk: "IHDR", size + [8, 2, 0, 0, 0], to: &png)
        append(chunk: "IDAT", compressed(rows(of: image)), to: &png)
        append(chunk: "IEND", [], to: &png)
        return png
    }

    /// Each row after the kind of its filter: 1, every byte less that of the pixel to its left.
    private static func rows(of image: ColourImage) -> [UInt8] {
        let stride = 3 * image.width
        var rows: [UInt8] = []
        rows.reserveCapacity((stride + 1) * image.height)
        for y in 0..<image.height {
            rows.append(1)
            for x in 0..<stride {
                let left = x < 3 ? 0 : image.pixels[y * stride + x - 3]
                rows.append(image.pixels[y * stride + x] &- left)
            }
        }
        return rows
    }

    private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        let bound = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(bound)) { out, count in
            var written = bound
            // Fails only without memory, for which there is no better end.
            guard compress2(out.baseAddress, &written, bytes, uLong(bytes.count), 6) == Z_OK else {
                fatalError("out of memory while writing a PNG")
            }
            count = Int(written)
        }
    }

    private static func append(chunk name: String, _ content: [UInt8], to png: inout [UInt8]) {
        let body = Array(name.utf8) + content
        png += bigEndian(UInt32(content.count)) + body
        png += bigEndian(UInt32(truncatingIfNeeded: crc32(0, body, uInt(body.count))))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
