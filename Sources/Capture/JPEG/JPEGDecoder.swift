// JPEG to gray, only the rows and columns that are wanted. A frame is decoded whole and right or not at all: the
// first complaint of libjpeg about missing or damaged data ends the decode with an error.

import CJPEG
import Recognition

/// Reads JPEG pictures.
public enum JPEGDecoder {
    /// Size and kind of a JPEG.
    ///
    /// - Throws: `notJPEG`, `truncated`, `corrupt`, `tooLarge`.
    public static func header(of jpeg: [UInt8]) throws(CaptureError) -> JPEGHeader {
        try withDecoder(of: jpeg) { (decoder, header) throws(CaptureError) in header }
    }

    /// The luma of `region` (nil: of the whole frame) at 1/`scale` of its size.
    ///
    /// Gray, YCbCr and RGB pictures are read. `region` is in frame pixels and must lie inside the frame; what comes
    /// back contains it and may begin up to one coding block further left and, when scaled, up to `scale` − 1 pixels
    /// further out on each side.
    /// - Parameter scale: 1, 2, 4 or 8.
    /// - Throws: `notJPEG`, `truncated`, `corrupt`, `tooLarge`, `unsupported`, `badRequest`, `noMemory`.
    public static func gray(
        _ jpeg: [UInt8], region: PixelRegion? = nil, scale: Int = 1
    ) throws(CaptureError) -> DecodedRegion {
        try gray(jpeg, scale: scale) { _ in region }
    }

    /// The luma of the region that `region` chooses when it has seen the header, otherwise as above.
    public static func gray(
        _ jpeg: [UInt8], scale: Int = 1, region: (JPEGHeader) -> PixelRegion?
    ) throws(CaptureError) -> DecodedRegion {
        guard [1, 2, 4, 8].contains(scale) else { throw .badRequest("a scale of 1/\(scale)") }
        return try withDecoder(of: jpeg) { (decoder, header) throws(CaptureError) in
            if header.components > 3 { throw .unsupported("\(header.components) components, CMYK") }
            let region = region(header)
            if let region {
                try check(region, inside: header)
                // Rows below the region are never decoded, so their absence is looked for here.
                if !JPEGMarkers.hasEnd(jpeg) { throw .truncated }
            }
            return try decodeGray(decoder, header: header, region: region, scale: scale)
        }
    }

    /// Decodes everything in colour with libjpeg's own defaults, as a camera stack without this module would.
    ///
    /// The yardstick of the benchmark; nothing in the product reads meters through it.
    public static func fullColour(_ jpeg: [UInt8]) throws(CaptureError) -> ColourImage {
        try withDecoder(of: jpeg) { (decoder, header) throws(CaptureError) in
            if header.components > 3 { throw .unsupported("\(header.components) components, CMYK") }
            var (width, height): (UInt32, UInt32) = (0, 0)
            try check(cjpeg_start(decoder, 1, 1, &width, &height), of: decoder)
            let pixels = try readRows(decoder, count: Int(width) * Int(height) * 3)
            return ColourImage(width: Int(width), height: Int(height), pixels: pixels)
        }
    }

    private static func decodeGray(
        _ decoder: OpaquePointer, header: JPEGHeader, region: PixelRegion?, scale: Int
    ) throws(CaptureError) -> DecodedRegion {
        var (width, height): (UInt32, UInt32) = (0, 0)
        try check(cjpeg_start(decoder, Int32(scale), 0, &width, &height), of: decoder)
        var crop = cjpeg_region(x: 0, y: 0, width: width, height: height)
        if let region {
            crop.x = UInt32(region.x / scale)
            crop.y = UInt32(region.y / scale)
            crop.width = UInt32((region.x + region.width + scale - 1) / scale) - crop.x
            crop.height = UInt32((region.y + region.height + scale - 1) / scale) - crop.y
            try check(cjpeg_crop(decoder, &crop), of: decoder)
        }
        let pixels = try readRows(decoder, count: Int(crop.width) * Int(crop.height))
        return DecodedRegion(
            image: GrayImage(width: Int(crop.width), height: Int(crop.height), pixels: pixels),
            originX: Int(crop.x) * scale, originY: Int(crop.y) * scale, scale: scale,
            frameWidth: header.width, frameHeight: header.height)
    }

    private static func withDecoder<T>(
        of jpeg: [UInt8], _ body: (OpaquePointer, JPEGHeader) throws(CaptureError) -> T
    ) throws(CaptureError) -> T {
        guard jpeg.count >= 2, jpeg[0] == 0xFF, jpeg[1] == 0xD8 else {
            throw jpeg.count == 1 && jpeg[0] == 0xFF ? .truncated : .notJPEG
        }
        guard jpeg.count <= Limits.jpegBytesMax else { throw .tooLarge("\(jpeg.count) bytes") }
        let limits = cjpeg_limits(
            pixels: UInt64(Limits.jpegPixelsMax), scans: Int32(Limits.jpegScansMax),
            memory_bytes: Limits.jpegMemoryBytesMax)
        return try jpeg.withUnsafeBufferPointer { (bytes) throws(CaptureError) in
            guard let decoder = cjpeg_open(bytes.baseAddress, bytes.count, limits) else { throw .noMemory }
            defer { cjpeg_close(decoder) }
            var (width, height, components): (UInt32, UInt32, Int32) = (0, 0, 0)
            try check(cjpeg_read_header(decoder, &width, &height, &components), of: decoder)
            let header = JPEGHeader(width: Int(width), height: Int(height), components: Int(components))
            return try body(decoder, header)
        }
    }

    private static func readRows(_ decoder: OpaquePointer, count: Int) throws(CaptureError) -> [UInt8] {
        var status = CJPEG_OK
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            status = cjpeg_read_rows(decoder, buffer.baseAddress, count)
            initialized = status == CJPEG_OK ? count : 0
        }
        try check(status, of: decoder)
        return pixels
    }

    private static func check(_ region: PixelRegion, inside header: JPEGHeader) throws(CaptureError) {
        let inside =
            region.x >= 0 && region.y >= 0 && region.width > 0 && region.height > 0
            && region.x <= header.width - region.width && region.y <= header.height - region.height
        if !inside {
            throw .badRequest(
                "\(region.width) x \(region.height) pixels at (\(region.x), \(region.y)) of a frame of "
                    + "\(header.width) x \(header.height)")
        }
    }

    private static func check(_ status: cjpeg_status, of decoder: OpaquePointer) throws(CaptureError) {
        if status == CJPEG_OK { return }
        let message = String(cString: cjpeg_message(decoder))
        switch status {
        case CJPEG_NOT_JPEG: throw .notJPEG
        case CJPEG_TRUNCATED: throw .truncated
        case CJPEG_TOO_LARGE: throw .tooLarge(message)
        case CJPEG_UNSUPPORTED: throw .unsupported(message)
        case CJPEG_NO_MEMORY: throw .noMemory
        default: throw .corrupt(message)
        }
    }
}
