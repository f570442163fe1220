// Times of the week at which a price holds, as the clock on the wall shows them. A time that comes twice when the clock is put back is one
// of these both times; one that is leapt over does not come.

/// From one time of day to another, on some days.
public struct TariffTimes: Sendable, Equatable {
    /// The days on which they are, holidays among them only where it is said.
    public var days: [TariffDay]
    /// The minutes of the day from which it holds and at which it ends; where it ends before it begins it holds from midnight to the
    /// one and from the other to midnight, on each of the days.
    public var from: Int
    /// See `from`.
    public var to: Int

    /// Times of the week.
    public init(days: [TariffDay], from: Int, to: Int) { (self.days, self.from, self.to) = (days, from, to) }

    /// Reads `mon-fri,holiday 07:00-23:00`, `sun` for all of that day, or `22:00-06:00` for every day, holidays too.
    public init?(_ text: some StringProtocol) {
        let words = text.split(separator: " ")
        guard (1...2).contains(words.count) else { return nil }
        (days, from, to) = (TariffDay.allCases, 0, Self.dayMinutes)
        let hasTimes = words[words.count - 1].contains(":")
        guard hasTimes || words.count == 1 else { return nil }
        if hasTimes {
            let ends = words[words.count - 1].split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let from = Self.minute(ends[0]), let to = Self.minute(ends[1]), from != to,
                from < Self.dayMinutes
            else { return nil }
            (self.from, self.to) = (from, to)
        }
        if !hasTimes || words.count == 2 {
            guard let days = Self.days(words[0]) else { return nil }
            self.days = days
        }
    }

    /// Whether it holds on such a day at a minute of the day.
    public func holds(on day: TariffDay, at minute: Int) -> Bool {
        guard days.contains(day) else { return false }
        return from < to ? from <= minute && minute < to : minute >= from || minute < to
    }

    static let dayMinutes = 1_440

    private static func minute(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2], let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...24).contains(hour), (0..<60).contains(minute), hour * 60 + minute <= dayMinutes
        else { return nil }
        return hour * 60 + minute
    }

    private static func days(_ text: some StringProtocol) -> [TariffDay]? {
        var days: [TariffDay] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map {
                TariffDay.allCases.firstIndex(of: TariffDay(rawValue: String($0)) ?? .holiday) ?? 0
            }
            let words = part.split(separator: "-").map { TariffDay(rawValue: String($0)) }
            guard !words.contains(nil), words.count == ends.count, (1...2).contains(ends.count),
                ends.count == 1 || (ends[0] < ends[1] && ends[1] < 7)
            else { return nil }
            days += TariffDay.allCases[ends[0]...ends[ends.count - 1]]
        }
        return days
    }
}
