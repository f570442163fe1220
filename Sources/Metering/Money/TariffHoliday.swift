// A holiday: of every year, or of one.

/// A day that is none of the week's.
public struct TariffHoliday: Sendable, Equatable {
    /// The year; nil for every one.
    public var year: Int64?
    /// The month, 1 to 12.
    public var month: Int64
    /// The day of the month.
    public var day: Int64

    /// Reads `12-25` or `2026-04-03`.
    public init?(_ text: some StringProtocol) {
        let isYearly = text.utf8.count == 5
        // A leap year: there is a 29 February in some.
        guard let date = CivilDate(isYearly ? "2024-" + String(text) : String(text)) else { return nil }
        let civil = date.civil
        (year, month, day) = (isYearly ? nil : civil.year, civil.month, civil.day)
    }

    func isOn(_ date: CivilDate) -> Bool {
        let civil = date.civil
        return civil.month == month && civil.day == day && (year ?? civil.year) == civil.year
    }
}
