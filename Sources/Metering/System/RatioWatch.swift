// Judges a ratio day by day and warns when one was beyond its limit for sure; the warning is over with the first day within the limits.

/// The watch over a ratio.
public struct RatioWatch: DailyWatch, Equatable {
    /// What is watched.
    public let ratio: RatioMeter
    /// The days that were judged last, oldest first.
    public private(set) var days: [RatioInterval] = []
    /// The warning that was told and is not over.
    public private(set) var open: Warning?
    private var daily: DailyReadings

    /// A watch that has seen nothing. `patience` is for how many days it waits for readings.
    public init(_ ratio: RatioMeter, patience: Int? = nil) {
        self.ratio = ratio
        daily = DailyReadings(ratio.terms.map(\.register), patience: patience)
    }

    /// Its name.
    public var name: String { ratio.name }
    /// What it is about.
    public var kind: SystemFinding.Kind { .ratio }
    /// The registers whose readings it wants.
    public var registers: [RegisterName] { ratio.terms.map(\.register) }

    /// The days.
    public var findings: [SystemFinding] {
        days.map { day in
            var finding = SystemFinding(
                .ratio, from: day.numerator.from, to: day.numerator.to, unit: ratio.unit)
            finding[number: .ratio] = day.value
            finding[number: .uncertainty] = day.uncertainty
            return finding
        }
    }

    /// Takes up a reading; one of another register is passed over.
    public mutating func add(_ point: UsagePoint, of register: RegisterName) { daily.add(point, of: register) }

    /// Takes out a reading that was withdrawn.
    public mutating func withdraw(_ seq: Int64, of register: RegisterName) { daily.withdraw(seq, of: register) }

    /// Judges the days that are over by now; what is to be told.
    public mutating func pass(to now: Timestamp, zone: LocalTime) -> [WarningEvent] {
        var events: [WarningEvent] = []
        while daily.nextDay(now: now, zone: zone) {
            guard let window = daily.window(1),
                let day = ratio.intervals(daily.counted(ratio.terms), borders: window, reach: DailyReadings.reach).first
            else { continue }
            days.append(day)
            if days.count > Limits.systemDaysKept { days.removeFirst() }
            if let event = judge(day) { events.append(event) }
        }
        return events
    }

    /// The ratio of each interval between borders, as far as its readings are kept.
    public func intervals(borders: [Timestamp]) -> [RatioInterval] { ratio.intervals(daily.readings, borders: borders) }

    private mutating func judge(_ day: RatioInterval) -> WarningEvent? {
        if let warning = open {
            guard ratio.isRight(day) else { return nil }
            open = nil
            return .over(warning, at: day.numerator.to, .ended)
        }
        guard let limit = ratio.limit(passedBy: day), let value = day.value,
            let warning = Warning(
                .ratio, parts: day.numerator.parts + day.denominator.parts, found: value, usual: limit, unit: ratio.unit
            )
        else { return nil }
        open = warning
        return .began(warning)
    }
}
