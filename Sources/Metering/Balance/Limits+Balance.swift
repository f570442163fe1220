// The bounds of balances.

extension Limits {
    /// The variance of an index that is cut off behind its last place and trembles where that is about to turn, in units of it. Evenly
    /// cut off it would be half of this.
    static let cutVariance = 1.0 / 6
    /// Standard deviations within which the truth lies 95 times of a hundred.
    static let balanceStated = 2.0
    /// Standard deviations from which a difference is one: on fewer than one day of a hundred by mistake, in all windows together.
    static let balanceSure = 3.0
    /// Days that are looked at together, besides each alone.
    static let balanceWindows = [1, 7, 28]
    /// Days after which one is judged though a register's readings have not come.
    static let balancePatience = 3
    /// Days that are kept to be told.
    public static let systemDaysKept = 60
    /// The share of the limit below which the last week must be for a warning to be over.
    static let balanceOverShare = 0.8
    /// Days that a trend is taken from, and the fewest of them.
    static let balanceTrendDays = 56
    /// See `balanceTrendDays`.
    static let balanceTrendDaysMin = 10
    /// Hours that must be known before their shape is looked at.
    static let shapeHoursMin = 96
    /// Days of each hour that must be known before it is told.
    static let shapeDaysMin = 5
    /// By how much, in twice the logarithm of odds, a shape must explain a difference better than none, and better than the next.
    static let shapeGain = 25.0
    /// See `shapeGain`.
    static let shapeMargin = 14.0
    /// How many times as much every other shape must leave unexplained.
    static let shapeWorse = 1.1
    /// The share of what one shape leaves unexplained that two must come down to, and that of the difference which each of them must be.
    static let shapeTogether = 0.6
    /// See `shapeTogether`.
    static let shapeLesser = 0.2
    /// The least share of the stated variance that hours are held to have.
    static let shapeNoiseMin = 0.2
    /// How far an hour may be from its cause's shape as a matter of course, as a share of the mean difference.
    static let shapeRough = 0.3
    /// Deviations from which an hour alone is an event, and at most which share of the hours may be.
    static let shapeEvent = 4.0
    /// See `shapeEvent`.
    static let shapeEventShare = 0.4
    /// The most hours in a row that are certain hours of the day.
    static let shapeHoursMax = 14
    /// Groups within groups.
    public static let balanceDepth = 16
    /// Registers of a group.
    static let balanceRegistersMax = 1_000
}
