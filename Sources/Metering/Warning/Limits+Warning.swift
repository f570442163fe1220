// The bounds of the watches. What is measured in units means units of the register's last place.

extension Limits {
    /// Days that habits are learned from, and the fewest of them.
    static let habitDays = 28
    /// See `habitDays`.
    static let habitDaysMin = 7
    /// Hours for which it must have flowed without a pause to be a leak: a day, less what readings and outages cost.
    static let leakHours = 22.0
    /// The same in quarters of an hour.
    static let leakBlocks = 88
    /// How many of these may be unknown.
    static let leakBlocksUnknown = 8
    /// The slowest leak that is looked for, in units an hour.
    static let leakUnits = 2.0
    /// Hours of standstill that the slowest leak never leaves: half an hour, and a fifth for pressure that varies.
    static let pauseHours = 0.6
    /// Hours that the longest pause of a day has, and the share of days with such a pause, where pauses are a habit.
    static let pauseHabit = 1.25
    /// See `pauseHabit`.
    static let pauseShare = 0.9
    /// The same where a burner may run through.
    static let pauseShareBurner = 0.99
    /// Quarters of an hour over which what always flows is measured.
    static let baseBlocks = 12
    /// Hours around an hour of the day whose habits count for it as well.
    static let baseHoursAround = 2
    /// Units an hour by which it must grow to be told, and how many times as far as the highest is from the middle.
    static let baseUnits = 1.25
    /// See `baseUnits`.
    static let baseSpreads = 1.0
    /// Hours after which a leak that ended has taught nothing: what is over sooner may come again as a matter of course.
    static let leakTeaches = 36.0
    /// Days after which what is still so has become usual.
    static let usualDays = 28
    /// Factor over all of the last weeks that makes a burst, the fewest days of them, and the fewest units.
    static let burstFactor = 1.25
    /// See `burstFactor`.
    static let burstDaysMin = 3
    /// Times the least burst that is one whatever was before.
    static let burstSure = 1.2
    /// See `burstFactor`.
    static let burstUnitsMin: Int64 = 4
    /// Hours for which people may be away.
    static let jammedHours = 384.0
    /// Hours for which what always flows may stand still.
    static let jammedHoursPowered = 24.0
    /// Times the longest known standstill, and the share of it that is left after each movement.
    static let jammedFactor = 2.0
    /// See `jammedFactor`.
    static let jammedForget = 0.9999
    /// The small hours: from the first up to and with the last.
    static let nightHours = 1...4
    /// Nights in a row, factor and units from which more is used than before.
    static let nightsInRow = 3
    /// See `nightsInRow`.
    static let nightFactor = 1.25
    /// See `nightsInRow`.
    static let nightUnits = 4.0
    /// Days whose use is held against today's, the factor that is unusual, and what is added to it in typical misses and in units.
    static let unusualDays = 28
    /// See `unusualDays`.
    static let unusualFactor = 2.0
    /// See `unusualDays`.
    static let unusualMisses = 3.0
    /// See `unusualDays`.
    static let unusualUnits = 20.0
    /// Weeks before a profile tells anything, and the least part that a new week has in it.
    static let profileWeeksMin = 3
    /// See `profileWeeksMin`.
    static let profilePart = 0.15
    /// Days from which the hours without use are learned, the fewest of them, and the hours by which they must be passed.
    static let idleDays = 70
    /// See `idleDays`.
    static let idleDaysMin = 14
    /// See `idleDays`.
    static let idleMargin = 1.7
    /// Hours without use that are no habit but a journey, or worse.
    static let idleHabit = 20.0
    /// Hours before and after an hour of the day whose habits count for it as well.
    static let idleHoursBefore = 1
    /// See `idleHoursBefore`.
    static let idleHoursAfter = 3
    /// Milliseconds between two readings beyond which nobody knows in which hour it was used.
    static let tallyGap: Int64 = 3 * 3_600_000
    /// The share of an hour that must be known for the hour to be.
    static let tallyKnown = 0.9
    /// Seconds for which a leak or a burst still shows in the use of a day.
    static let troubledSeconds = 100_000.0
}
