// What is to be paid, line by line, and what could not be priced.

import Recognition

/// A bill.
public struct Bill: Sendable, Equatable {
    /// The first day.
    public var from: CivilDate
    /// The day after the last.
    public var to: CivilDate
    /// The currency by its three letters.
    public var currency: String
    /// Its lines: by version what is included, what is paid by the calendar, what is paid for use, taxes.
    public var lines: [BillLine] = []
    /// What is to be paid.
    public var total: Index
    /// Usage that is not on the bill: it is not known, or it is known only across a change of prices.
    public var unpriced: [UsageInterval] = []

    /// Whether all usage that was handed in is on it.
    public var isComplete: Bool { unpriced.isEmpty }
}
