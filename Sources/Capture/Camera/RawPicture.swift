// Uncompressed frames to gray. A buffer that is shorter than its picture is refused, never filled up; bytes that a driver puts
// behind the rows or the picture do not matter.

import Recognition

/// Takes the luma out of uncompressed frames.
enum RawPicture {
    /// The gray picture in `bytes`, whose rows begin every `stride` bytes.
    ///
    /// - Throws: `frameShort` when the bytes end before the picture does.
    static func gray(
        _ bytes: UnsafeRawBufferPointer, format: PixelFormat, width: Int, height: Int, stride: Int
    ) throws(CameraFault) -> GrayImage {
        let row = format.bytesPerRow(width: width)
        let stride = max(stride, row)
        let needed = height == 0 ? 0 : stride * (height - 1) + row
        guard bytes.count >= needed else { throw .frameShort(bytes: bytes.count, needed: needed) }
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, initialized in
            for y in 0..<height {
                let from = UnsafeRawBufferPointer(rebasing: bytes[y * stride..<y * stride + row])
                let to = UnsafeMutableBufferPointer(rebasing: buffer[y * width..<(y + 1) * width])
                unpack(from, format, into: to)
            }
            initialized = width * height
        }
        return GrayImage(width: width, height: height, pixels: pixels)
    }

    private static func unpack(
        _ row: UnsafeRawBufferPointer, _ format: PixelFormat, into pixels: UnsafeMutableBufferPointer<UInt8>
    ) {
        switch format {
        case .mjpeg, .jpeg: pixels.update(repeating: 0)
        case .grey: for x in pixels.indices { pixels[x] = row[x] }
        case .yuyv: for x in pixels.indices { pixels[x] = row[2 * x] }
        // The fifth byte of each group holds the low bits.
        case .y10p: for x in pixels.indices { pixels[x] = row[x / 4 * 5 + x % 4] }
        case .y10: for x in pixels.indices { pixels[x] = upper(row, x, bits: 10) }
        case .y12: for x in pixels.indices { pixels[x] = upper(row, x, bits: 12) }
        case .y16: for x in pixels.indices { pixels[x] = upper(row, x, bits: 16) }
        }
    }

    /// The upper eight of so many bits; what a driver leaves above them does not wrap around.
    private static func upper(_ row: UnsafeRawBufferPointer, _ x: Int, bits: Int) -> UInt8 {
        let value = Int(row[2 * x]) | Int(row[2 * x + 1]) << 8
        return UInt8(min(value >> (bits - 8), 255))
    }
}
