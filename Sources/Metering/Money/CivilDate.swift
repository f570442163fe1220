// A date of the calendar, without a time or a zone.

/// A date.
public struct CivilDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public var day: Int64

    /// The date so many days after 1970-01-01.
    public init(day: Int64) { self.day = day }

    /// A date that there is; `2026-02-29` is none.
    public init?(_ year: Int64, _ month: Int64, _ day: Int64) {
        let number = Timestamp.day(year, month, day)
        guard (1...12).contains(month), Timestamp.civil(fromDay: number) == (year, month, day) else { return nil }
        self.day = number
    }

    /// Reads `2026-02-28`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
            let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2])
        else { return nil }
        self.init(year, month, day)
    }

    /// The date that the clock on the wall shows.
    public init(local: Int64) { day = local.floorDivided(by: Self.length) }

    /// For example `2026-02-28`.
    public var text: String { String(Timestamp(milliseconds: day * Self.length).text.prefix(10)) }

    /// Year, month and day of the month.
    public var civil: (year: Int64, month: Int64, day: Int64) { Timestamp.civil(fromDay: day) }

    /// The local time at which it begins.
    public var local: Int64 { day * Self.length }

    /// The date so many days later.
    public func adding(_ days: Int64) -> CivilDate { CivilDate(day: day + days) }

    /// Earlier than.
    public static func < (a: CivilDate, b: CivilDate) -> Bool { a.day < b.day }

    private static let length: Int64 = 86_400_000
}
