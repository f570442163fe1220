// Every bound of the metering module.

/// Named bounds.
public enum Limits {
    /// Units of the last place that an index can have: 18 digits.
    static let unitsMax = 1e18
    /// Registers of one meter.
    public static let registersMax = 8
    /// Characters of a meter's or register's name.
    public static let nameLengthMax = 64
    /// The shortest side of a dial, in pixels.
    static let dialSizeMin: Float = 6
    /// Two dials of a register whose centres are nearer than this share of their size stand in one place.
    public static let overlapMin: Float = 0.3
    /// Frames of one reading.
    public static let framesMax = 9
    /// The fall, in units of the last place, that is gear play rather than back-flow.
    public static let jitterUnits: Int64 = 3
    /// Readings that must agree before the first one counts as accepted: a single picture cannot be sure of itself.
    static let firstReadings = 2
    /// Readings that must agree with each other to overrule the accepted ones, unless the card says otherwise.
    public static let healAfter = 3
    /// How many times as many against all of a long history.
    static let healFactor = 4
    /// Accepted readings kept of a register.
    package static let acceptedKept = 256
    /// Pixels that a dial may move from its place at calibration: registration finds moves of that size again with certainty.
    static let driftPixels = 40.0
    /// The least such limit, for dials that lie close to the edge of the frame.
    static let driftPixelsMin = 6.0
    /// Degrees that a camera may turn from its place at calibration.
    static let driftDegrees = 15.0
    /// Share by which a meter may look larger or smaller than at calibration.
    static let driftScale = 0.1
    /// Share of these limits from which maintenance is due, from which it is due if the trend is bad, and below which it is over.
    static let driftShareDue = 0.75
    /// See `driftShareDue`.
    static let driftShareSoon = 0.5
    /// See `driftShareDue`.
    static let driftShareOver = 0.4
    /// Days to the limit within which a trend is bad.
    static let driftDaysLeft = 7.0
    /// The slowest creep, in pixels per day, that is a trend.
    static let driftTrendMin = 0.05
    /// Days that a trend is taken from, and the fewest of them.
    static let driftDays = 14
    /// See `driftDays`.
    static let driftDaysMin = 4
    /// Seconds over which the place is smoothed.
    static let driftSeconds = 21_600.0
    /// The least share of a new place in the smoothed one, however soon it follows the last.
    static let driftPartMin = 1.0 / 16
    /// Pixels from one frame to the next beyond which a camera has not crept.
    static let knockPixels = 6.0
    /// Frames that must agree on the new place.
    static let knockFrames = 3
    /// Pulses by which index and count may lie apart beyond what their uncertainty explains: one lost pulse is no news.
    static let pulsesForgiven: Int64 = 1
    /// Highest and lowest values of index less pulses that are kept; all but the last of them may be misread.
    static let pulseExtremes = 3
    /// The fewest pulses of half a span.
    static let pulseSpanMin: Int64 = 10_000
    /// Units by which index and pulses can differ in a span.
    static let pulseOffsetMax: Int64 = 1 << 60
    /// Pulses that an error must show in to be told, and those from which it is told whatever its kind.
    static let pulsesClear: Int64 = 20
    /// See `pulsesClear`.
    static let pulsesClearMax: Int64 = 500
    /// The share by which the ratio of pulses may be uncertain and still be named.
    static let ratioDoubtMax = 0.15
    /// The least factor that is one of the weight and not lost or doubled pulses.
    static let factorLeast = 1.5
    /// The share by which a ratio may differ from a factor beyond its own uncertainty.
    static let factorOff = 0.02
    /// How many times the pulses in which a disagreement would show again must agree for it to be over, and the fewest.
    static let pulsesAgreedTimes = 3.0
    /// See `pulsesAgreedTimes`.
    static let pulsesAgreedMin: Int64 = 50
    /// Bytes of a pulse witness that was stored.
    static let pulseTextMax = 4096
    /// Shots in a row that must show the same of a light before it is told.
    static let lightShots = 3
    /// The part of an interval, as a divisor, that a reading may lie from its end and still be one of it.
    static let usageNearShare: Int64 = 8
    /// Milliseconds that it may lie from it at most.
    static let usageNear: Int64 = 43_200_000
    /// Seconds after which the last index tells nothing of the flow any more.
    static let flowAge = 3_600.0
    /// Seconds over which a flow is taken at most.
    static let flowSpan = 3_600.0
    /// Units of the last place from which a difference is good enough for a flow.
    static let flowUnits: Int64 = 10
}
