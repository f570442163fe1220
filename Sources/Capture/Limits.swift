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
    /// Buffers that are asked of a camera, and the most that it may give.
    static let videoBuffers = 4
    /// See `videoBuffers`.
    static let videoBuffersMax = 32
    /// Most bytes of one of them.
    static let videoBufferBytesMax = 64 << 20
    /// Most formats, sizes, controls and choices that are asked of a camera.
    static let offeredMax = 256
    /// The share by which brightness may change from one frame to the next when exposure is found.
    static let exposureChangeMax = 0.015
    /// Most milliseconds that a camera is given to find its exposure.
    static let warmUpMilliseconds = 5000
    /// Milliseconds after which a camera that has failed is tried again, at first and later.
    static let cameraRetryMin = 250
    /// See `cameraRetryMin`: a camera that is back is in use again within ten seconds.
    static let cameraRetryMax = 4000
    /// Most frames that may be passed over until exposure is found.
    public static let warmUpFramesMax = 1000
    /// The least rise of the mean luma, of 255, by which a light is seen to work.
    static let lightRiseMin = 4.0
    /// The mean luma above which a light need not be seen.
    static let daylight = 160.0
    /// Milliseconds after which an output that could not be switched off is tried again.
    static let outputRetry = 100
    /// Most lines of a GPIO chip.
    public static let linesMax = 1024
    /// Most bytes of a cron expression.
    public static let cronBytesMax = 256
    /// Most days looked through for the next one that a cron expression lets through: 29 February may be 40 years from the
    /// next that falls on the same weekday.
    static let cronDaysMax = 41 * 366
    /// Most times of day of a daily schedule.
    public static let dailyTimesMax = 96
    /// The shortest interval between readings, in milliseconds.
    public static let intervalMin: Int64 = 100
    /// The longest interval between readings, in milliseconds: a year.
    public static let intervalMax: Int64 = 366 * 86_400_000
    /// The widest spread of the devices' readings of one slot, in milliseconds.
    public static let jitterMax: Int64 = 6 * 3_600_000
    /// Most milliseconds until the clocks are looked at again, so that a wall clock that was set is noticed.
    public static let clockLookMax: Int64 = 60_000
    /// Most milliseconds that the last slot may lie ahead of the wall clock and still count as done.
    public static let slotAheadMax: Int64 = 3_600_000
    /// Most slots that are counted one by one when several are passed over.
    public static let slotsCountedMax = 1000
    /// Most causes that one reading remembers.
    public static let causesMax = 16
    /// Chances that a reading gets to be accepted before the last one is too old to limit the next.
    static let anchorChances: Int64 = 3
    /// Share of the greatest flow from which readings come more often, and below which the meter stands idle.
    static let busyShare = 0.1
    /// See `busyShare`.
    static let idleShare = 0.001
}
