// What Capture may spend. A camera, a file or a wire may deliver anything; these numbers bound what that costs.
// Beyond a limit there is an error that says so, never a shortened result.

/// The limits of this module.
public enum Limits {
    /// Most pixels of a JPEG that is decoded.
    public static let jpegPixelsMax = 8 << 20
    /// Most bytes of a JPEG that is looked at.
    public static let jpegBytesMax = 16 << 20
    /// Most scans of a progressive JPEG; an encoder writes about ten, a decompression bomb thousands.
    public static let jpegScansMax = 64
    /// Most memory libjpeg may take for one picture, in bytes: a progressive one of `jpegPixelsMax` fits.
    public static let jpegMemoryBytesMax = 64 << 20
    /// Largest side of a picture that is encoded (the format's own limit).
    public static let jpegSideMax = 65_500
    /// Fewest bytes of a frame: shorter than any JPEG with its tables.
    public static let frameBytesMin = 125
    /// Most entries of a folder that is replayed.
    public static let folderEntriesMax = 100_000
    /// Most times an interrupted system call is tried again.
    public static let interruptedRetriesMax = 100
}
