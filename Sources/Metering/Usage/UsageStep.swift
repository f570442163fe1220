// The intervals that usage is told for, as the clock on the wall counts them. Local times are milliseconds since 1970-01-01T00:00 as
// that clock shows it; what becomes of them where it is put forward or back is the zone's matter.

/// The length of an interval; a quarter is one of an hour, a part one of the four of a day: night, morning, afternoon, evening.
public enum UsageStep: String, Sendable, CaseIterable {
    case minute, quarter, hour, part, day, month, year

    /// The local time at which the interval began that holds `local`.
    public func start(of local: Int64) -> Int64 {
        switch self {
        case .minute, .quarter, .hour, .part, .day: return local.floorDivided(by: length) * length
        case .month, .year:
            let (year, month, _) = Timestamp.civil(fromDay: local.floorDivided(by: Self.dayLength))
            return Timestamp.day(year, self == .month ? month : 1, 1) * Self.dayLength
        }
    }

    /// The local time at which the one after it begins.
    public func end(of local: Int64) -> Int64 {
        switch self {
        case .minute, .quarter, .hour, .part, .day: return start(of: local) + length
        case .month, .year:
            let (year, month, _) = Timestamp.civil(fromDay: local.floorDivided(by: Self.dayLength))
            let isLast = self == .year || month == 12
            return Timestamp.day(isLast ? year + 1 : year, isLast ? 1 : month + 1, 1) * Self.dayLength
        }
    }

    /// Whether its intervals begin where the calendar has them: those are as long as the clock makes them.
    public var isOfDates: Bool { self >= .part }

    /// The interval whose parts are looked at together.
    public var frame: UsageStep {
        switch self {
        case .minute: .hour
        case .quarter, .hour: .day
        case .part, .day: .month
        case .month, .year: .year
        }
    }

    private static let dayLength: Int64 = 86_400_000

    private var length: Int64 {
        switch self {
        case .minute: 60_000
        case .quarter: 900_000
        case .hour: 3_600_000
        case .part: 21_600_000
        case .day, .month, .year: Self.dayLength
        }
    }
}

extension UsageStep: Comparable {
    /// By length.
    public static func < (a: UsageStep, b: UsageStep) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
