// What lies between two readings that follow each other, as the watches want it.

import Recognition

/// From one reading to the next.
struct WarningStep: Sendable, Equatable {
    /// The earlier reading.
    var from: RegisterCard.Start
    /// The later reading.
    var to: RegisterCard.Start
    /// Its time by the clock on the wall, in milliseconds since 1970-01-01T00:00 as that clock shows it.
    var local: Int64
    /// By how many units of the last place it went beyond all before.
    var units: Int64

    /// Hours between the two; never nought.
    var hours: Double { max(to.at.seconds(since: from.at), 0.001) / 3_600 }
}
