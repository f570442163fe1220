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
    /// Days from which it is learned what flows at the least, and the fewest of them.
    static let floorDays = 28
    /// See `floorDays`.
    static let floorDaysMin = 10
    /// Hours around an hour of the day whose habits count for it as well.
    static let floorHoursAround = 2
    /// What must have come on top to be told: units, units an hour, and times as far as the highest is from the middle.
    static let floorUnits = 1.0
    /// See `floorUnits`.
    static let floorRate = 0.8
    /// See `floorUnits`.
    static let floorSpread = 0.5
    /// The same where it is not even: units an hour, and times as far as the highest is from the middle.
    static let floorUnevenRate = 4.0
    /// See `floorUnevenRate`.
    static let floorUnevenSpread = 2.0
    /// The share of what has come on top by one measure for which every other must leave room: whole units tell no better.
    static let floorSure = 0.75
    /// The least that every measure must leave room for, in units an hour: the slowest leak, less what varies with pressure.
    static let floorLeast = 1.7
    /// Units that may be missing because indexes are cut off.
    static let floorOpen = 1.75
    /// Milliseconds of an outage whose use is spread over it.
    static let floorOutage: Int64 = 12 * 3_600_000
    /// Days whose least use as a whole, and the share of it, the day must go beyond by what has come on top.
    static let floorRecent = 7
    /// See `floorRecent`.
    static let floorWhole = 0.8
    /// Times a day's use up to which another is like it, and how many at least are taken to be.
    static let floorAlike = 1.1
    /// See `floorAlike`.
    static let floorAlikeMin = 7
    /// Units by which quarters of an hour of an even flow differ, and how many of them are looked at.
    static let floorEven = 0.6
    /// See `floorEven`.
    static let floorEvenBlocks = 12
    /// How far the quarters of three even hours are from their mean, squared: units, and the share of the mean that pressure takes.
    static let floorEvenSquare = 0.25
    /// See `floorEvenSquare`.
    static let floorEvenPart = 0.0002
    /// Milliseconds for which flow that had come on top and is over is not told again.
    static let leakRest: Int64 = 86_400_000
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
    /// Days from which times without use are learned, and the fewest of them before anything is told: people who are well go too often
    /// beyond the longest of four weeks.
    static let idleDays = 112
    /// See `idleDays`.
    static let idleDaysMin = 42
    /// Hours by which the longest must be passed, less so many times what lies between two readings, and no more than that.
    static let idleMargin = 1.7
    /// See `idleMargin`.
    static let idleReadings = 0.4
    /// See `idleMargin`.
    static let idleReading = 0.5
    /// Hours without use that are no habit but a journey, or worse.
    static let idleHabit = 20.0
    /// Minutes without use that are worth remembering, and how many such times are.
    static let idlePause = 45.0
    /// See `idlePause`.
    static let idlePauses = 3_584
    /// Minutes by which two times of the day may differ to be about the same.
    static let idleAround = 110
    /// Milliseconds between two readings beyond which nobody knows in which hour it was used.
    static let tallyGap: Int64 = 3 * 3_600_000
    /// The share of an hour that must be known for the hour to be.
    static let tallyKnown = 0.9
    /// Seconds for which a leak or a burst still shows in the use of a day.
    static let troubledSeconds = 100_000.0
    /// Pictures in a row on which a meter is not seen, and the seconds that they span, from which that is told.
    static let hiddenPictures = 3
    /// See `hiddenPictures`.
    static let hiddenSeconds = 600.0
    /// Times the longest dark that passed by itself from which another is news, and what is left of that after each.
    static let darkFactor = 1.5
    /// See `darkFactor`.
    static let darkForget = 0.9
    /// Seconds that the longest night takes.
    static let darkMax = 18.0 * 3_600
    /// Pictures that a day must have to say anything of the glass, and days in a row that must say the same.
    static let fadingPictures = 4
    /// See `fadingPictures`.
    static let fadingDays = 3
    /// The share of poor pictures that is none of anybody's business whatever is usual.
    static let fadingShare = 0.2
}
