// What a volume is counted over, and a charge is for.

/// A stretch of time that begins anew.
public enum TariffSpan: String, Sendable, CaseIterable {
    /// A day of the calendar.
    case day
    /// A month of the bill.
    case month
    /// All that the bill is for.
    case period
}
