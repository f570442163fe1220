// A value that a gauge shows, held against its limits, and how low and high it was each day.

import Recognition

/// The watch over a value.
public struct LimitWatch: SystemWatch, Equatable {
    /// Its name.
    public let name: String
    /// What its days were, oldest first.
    public private(set) var findings: [SystemFinding] = []
    private let register: RegisterName
    private var band: BandWatch
    private var day = DayTurn()
    private var range: (least: Index, most: Index)?
    private var beyond = 0.0
    private var last: RegisterCard.Start?

    /// A watch that has seen nothing.
    public init(_ name: String, of register: KnownRegister, _ band: GaugeBand) {
        (self.name, self.register) = (name, register.name)
        self.band = BandWatch(band, unit: register.unit)
    }

    /// What it is about.
    public var kind: SystemFinding.Kind { .limits }
    /// The registers whose readings it wants.
    public var registers: [RegisterName] { [register] }
    /// The warning that was told and is not over.
    public var open: Warning? { band.open }

    /// Takes up a reading; what is to be told at once.
    public mutating func take(_ point: UsagePoint, of register: RegisterName, zone: LocalTime) -> [WarningEvent] {
        guard register == self.register, point.isTimeSure, last.map({ point.at > $0.at }) ?? true else { return [] }
        if let day = day.turn(to: point.at, zone) { close(day) }
        let value = point.index
        // Where it lay outside at both ends of a stretch it did so all along, as far as anybody knows.
        if let last, point.at.seconds(since: last.at) <= BandWatch.gapMax, band.band.limit(passedBy: last.index) != nil,
            band.band.limit(passedBy: value) != nil
        {
            beyond += point.at.seconds(since: last.at) / 3_600
        }
        last = RegisterCard.Start(index: value, at: point.at)
        range = range.map { (min($0.least, value), max($0.most, value)) } ?? (value, value)
        return band.add(value, at: point.at).map { [$0] } ?? []
    }

    /// A day is told with the first reading after it.
    public mutating func pass(to now: Timestamp, zone: LocalTime) -> [WarningEvent] { [] }

    private mutating func close(_ day: Range<Timestamp>) {
        var finding = SystemFinding(.limits, from: day.lowerBound, to: day.upperBound, unit: band.unit)
        finding[amount: .least] = range?.least
        finding[amount: .most] = range?.most
        finding[number: .beyond] = beyond
        (range, beyond) = (nil, 0)
        findings.append(finding)
        if findings.count > Limits.systemDaysKept { findings.removeFirst() }
    }

    /// Whether both have seen the same.
    public static func == (a: LimitWatch, b: LimitWatch) -> Bool {
        a.name == b.name && a.findings == b.findings && a.register == b.register && a.band == b.band && a.day == b.day
            && a.range?.least == b.range?.least && a.range?.most == b.range?.most && a.beyond == b.beyond
            && a.last == b.last
    }
}
