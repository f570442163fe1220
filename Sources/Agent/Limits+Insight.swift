// The bounds of what is told from readings.

extension Limits {
    /// Published readings that are taken out of the journal at once.
    static let insightPage = 500
    /// Withheld readings that are looked through at once, the newest: weeks of a meter that nobody sees say no more than its last days.
    static let insightWithheld = 10_000
    /// Milliseconds that a reading may lie ahead of the clock.
    static let insightAhead: Int64 = 3_600_000
    /// The least time between two looks into the journal, and the most.
    static let insightPause = Duration.milliseconds(500)
    /// See `insightPause`.
    static let insightLook = Duration.seconds(60)
    /// Seconds from the agent's start during which no meter is called silent: it could not have been read before.
    static let silenceGrace: Int64 = 3_600
    /// Events of a meter that are looked through after a restart for warnings that are still open.
    static let warningsResumed = 1_000
    /// Events that wait for room in the journal.
    static let insightWaiting = 256
    /// Milliseconds after which costs are worked out anew, and after which they are journalled.
    static let moneyLook: Int64 = 300_000
    /// See `moneyLook`.
    static let moneyTold: Int64 = 3_600_000
    /// Days before a bill's period whose use tells how it will go on, and days whose cost tells how long a balance lasts.
    static let moneyDays: Int64 = 28
    /// See `moneyDays`.
    static let moneyDaysLeft: Int64 = 14
    /// Payments of one meter.
    static let payments = 1_000
    /// Readings in a file that is imported, its bytes, and its mistakes that are told one by one.
    static let importLines = 200_000
    /// See `importLines`.
    static let importBytes = 16 << 20
    /// See `importLines`.
    static let importMistakes = 5
    /// Days for which a balance waits for readings that come in files.
    static let importPatience = 35
    /// Days of a register that are remembered.
    static let pastDays: Int64 = 400

    /// Milliseconds between two readings that are remembered of a day so many days ago: a year by the hour, some 200 KB in all.
    static func pastSpacing(age: Int64) -> Int64 { age < 28 ? 300_000 : age < 120 ? 900_000 : 3_600_000 }
}
