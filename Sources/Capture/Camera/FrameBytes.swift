// From the bytes of a camera's buffer to a picture. This is where foreign bytes come in: whatever they are, the answer is a whole
// picture of the agreed size, or a fault.

/// Reads the buffers of cameras.
public enum FrameBytes {
    /// The picture in `bytes`, of which a row takes `stride` bytes in formats that are not compressed. What follows the picture
    /// does not matter.
    ///
    /// A JPEG is known to have its end and to be of the agreed size; whether its inside is sound is found when it is decoded.
    /// - Throws: `frameShort`, `damagedFrames`, `sizeChanged`.
    public static func picture(
        _ bytes: UnsafeRawBufferPointer, format: PixelFormat, size: VideoSize, stride: Int
    ) throws(CameraFault) -> Picture {
        guard format.isCompressed else {
            return .gray(
                try RawPicture.gray(bytes, format: format, width: size.width, height: size.height, stride: stride))
        }
        guard let length = JPEGMarkers.length(of: bytes) else {
            throw .damagedFrames("\(bytes.count) bytes without the end of a JPEG")
        }
        let jpeg = Array(bytes[..<length])
        let header: JPEGHeader
        do throws(CaptureError) {
            try FrameRules.check(jpeg)
            header = try JPEGDecoder.header(of: jpeg)
        } catch {
            throw .damagedFrames(error.description)
        }
        let got = VideoSize(header.width, header.height)
        guard got == size else { throw .sizeChanged(from: size, to: got) }
        return .jpeg(jpeg)
    }
}
