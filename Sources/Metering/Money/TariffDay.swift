// The kinds of days that a tariff tells apart. A holiday is none of the seven.

/// A day of the week, or a holiday.
public enum TariffDay: String, Sendable, CaseIterable {
    case mon, tue, wed, thu, fri, sat, sun, holiday

    /// The weekday of a date.
    public init(_ date: CivilDate) {
        // The first of January 1970 was a Thursday.
        let number = date.day + 3
        self = Self.allCases[Int(number - number.floorDivided(by: 7) * 7)]
    }
}
