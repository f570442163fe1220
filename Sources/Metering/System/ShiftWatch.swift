// Looks each day at the last week and warns when more of it than is put up with was used outside of working hours.

/// The watch over what is used outside of working hours.
public struct ShiftWatch: DailyWatch, Equatable {
    /// Its name.
    public let name: String
    /// What is used.
    public let sum: MeterSum
    /// The unit of the sum.
    public let unit: String
    /// When there is work.
    public let shift: ShiftTimes
    /// The share that is put up with.
    public let limit: Double
    /// The last week.
    public private(set) var week: ShiftUse?
    /// The warning that was told and is not over.
    public private(set) var open: Warning?
    /// The weeks that ended with each of the last days, oldest first.
    public private(set) var findings: [SystemFinding] = []
    private var daily: DailyReadings

    /// A watch that has seen nothing.
    public init(
        _ name: String, _ sum: MeterSum, unit: String, shift: ShiftTimes, limit: Double, patience: Int? = nil
    ) {
        (self.name, self.sum, self.unit, self.shift, self.limit) = (name, sum, unit, shift, limit)
        daily = DailyReadings(sum.terms.map(\.register), patience: patience)
    }

    /// What it is about.
    public var kind: SystemFinding.Kind { .shift }
    /// The registers whose readings it wants.
    public var registers: [RegisterName] { sum.terms.map(\.register) }

    /// Takes up a reading; one of another register is passed over.
    public mutating func add(_ point: UsagePoint, of register: RegisterName) { daily.add(point, of: register) }

    /// Takes out a reading that was withdrawn.
    public mutating func withdraw(_ seq: Int64, of register: RegisterName) { daily.withdraw(seq, of: register) }

    /// Looks at the days that are over by now; what is to be told.
    public mutating func pass(to now: Timestamp, zone: LocalTime) -> [WarningEvent] {
        var events: [WarningEvent] = []
        while daily.nextDay(now: now, zone: zone) {
            guard let window = daily.window(Self.days) else { continue }
            let week = ShiftUse(sum, daily.counted(sum.terms), shift: shift, from: window[0], to: window[1], zone: zone)
            self.week = week
            note(week, window)
            if let event = judge(week, at: window[1]) { events.append(event) }
        }
        return events
    }

    private mutating func note(_ week: ShiftUse, _ window: [Timestamp]) {
        var finding = SystemFinding(.shift, from: window[0], to: window[1], unit: unit)
        finding[amount: .inside] = week.inside
        finding[amount: .outside] = week.outside
        finding[number: .share] = week.share
        finding[number: .uncertainty] = week.shareUncertainty
        findings.append(finding)
        if findings.count > Limits.systemDaysKept { findings.removeFirst() }
    }

    private mutating func judge(_ week: ShiftUse, at end: Timestamp) -> WarningEvent? {
        // A week of which much is not known says nothing of its shares.
        guard let share = week.share, let doubt = week.shareUncertainty, week.unknown <= Self.unknownMax else {
            return nil
        }
        if let warning = open {
            guard share < limit * Limits.balanceOverShare || share + doubt < limit else { return nil }
            open = nil
            return .over(warning, at: end, .ended)
        }
        let sure = doubt * Limits.balanceSure / Limits.balanceStated
        guard share - sure > limit,
            let warning = Warning(.offShift, parts: week.parts, found: share * 100, usual: limit * 100, unit: "%")
        else { return nil }
        open = warning
        return .began(warning)
    }

    private static let days = 7
    private static let unknownMax: Int64 = 12 * 3_600_000
}
