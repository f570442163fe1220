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
    static let acceptedKept = 256
}
