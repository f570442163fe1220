// What a buffer must look like before anything is spent on it. Cameras deliver empty, cut and foreign buffers.
// Passing says that decoding is worth a try, not that the picture is good.

/// Judges the bytes of a frame without decoding them.
public enum FrameRules {
    /// Passes when `bytes` could be a whole JPEG: long enough, beginning with its start marker, with an end marker
    /// after its first scan, and within `Limits.jpegBytesMax`. What follows the end (padding of USB cameras, trailers
    /// of phones) does not matter.
    ///
    /// - Throws: `notJPEG`, `truncated`, `tooLarge`.
    public static func check(_ bytes: [UInt8]) throws(CaptureError) {
        guard bytes.count >= 2, bytes[0] == 0xFF, bytes[1] == 0xD8 else { throw .notJPEG }
        guard bytes.count <= Limits.jpegBytesMax else { throw .tooLarge("\(bytes.count) bytes") }
        guard bytes.count >= Limits.frameBytesMin, JPEGMarkers.hasEnd(bytes) else { throw .truncated }
    }
}
