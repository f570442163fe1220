// A machine by the meter of what it draws: how long it was off, idle and under load each day, and when it is to be serviced. The hours since
// its service outlast the readings that they were counted from: they go on from what was journalled last.

import Recognition

/// The watch over a machine.
public struct MachineWatch: SystemWatch, Equatable {
    /// When a machine is to be serviced.
    public struct Service: Sendable, Equatable {
        /// Hours of operation from one service to the next.
        public var every: Double
        /// Hours before it is due at which somebody is reminded.
        public var before: [Double]
        /// When it was serviced last; nil: nobody has said, and the hours count from the first reading on.
        public var last: Timestamp?
        /// Hours that it had run by then, or by the first reading, since its service.
        public var hours: Double

        /// A service.
        public init(every: Double, before: [Double] = [100, 0], last: Timestamp? = nil, hours: Double = 0) {
            (self.every, self.before, self.last, self.hours) = (every, before, last, hours)
        }
    }

    /// Its name.
    public let name: String
    /// The unit of its meter.
    public let unit: String
    /// When it is to be serviced; nil where nobody asks.
    public let service: Service?
    /// What its days were, oldest first.
    public private(set) var findings: [SystemFinding] = []
    private let register: RegisterName
    private var load: LoadMeter
    private var told: LoadMeter
    private var maintenance: MaintenanceWatch?
    private var hours: Double
    private var day = DayTurn()
    /// Readings before it are counted already, or not at all.
    private var start: Timestamp?
    private var hasBegun = false

    /// A watch that has seen nothing. A machine runs from `idleFrom` in an hour on, in its meter's unit, and is under load from `loadFrom`.
    public init(
        _ name: String, of register: KnownRegister, idleFrom: Double, loadFrom: Double, service: Service? = nil
    ) {
        (self.name, self.register, unit, self.service) = (name, register.name, register.unit, service)
        load = LoadMeter(idleFrom: idleFrom, loadFrom: loadFrom, capacity: register.capacity)
        told = load
        maintenance = service.map { MaintenanceWatch(every: $0.every, before: $0.before) }
        (hours, start) = (service?.hours ?? 0, service?.last)
    }

    /// What it is about.
    public var kind: SystemFinding.Kind { .machine }
    /// The registers whose readings it wants.
    public var registers: [RegisterName] { [register] }
    /// The warning that was told and is not over.
    public var open: Warning? { maintenance?.open }

    /// Takes up a reading; a service that is due is told at once.
    public mutating func take(_ point: UsagePoint, of register: RegisterName, zone: LocalTime) -> [WarningEvent] {
        guard register == self.register, point.isTimeSure, start.map({ point.at >= $0 }) ?? true else { return [] }
        let reading = RegisterCard.Start(index: point.index, at: point.at)
        if !hasBegun {
            hasBegun = true
            // From nought on, so that what it had run before counts.
            _ = maintenance?.add(hours: 0, reading)
        }
        if let day = day.turn(to: point.at, zone) { close(day) }
        load.add(point)
        return maintenance?.add(hours: hours + Double(load.running) / Self.hour, reading).map { [$0] } ?? []
    }

    /// A day is told with the first reading after it.
    public mutating func pass(to now: Timestamp, zone: LocalTime) -> [WarningEvent] { [] }

    /// Goes on counting where it was left, where the machine was not serviced since.
    public mutating func resume(_ past: [SystemFinding], told: Warning?) {
        guard let last = past.last, last.kind == .machine, last[time: .serviced] == service?.last,
            let counted = last[time: .countedTo]
        else { return }
        findings = past.suffix(Limits.systemDaysKept)
        start = counted
        if let hours = last[number: .sinceService] { self.hours = hours }
        if let told { maintenance?.resume(told) }
    }

    private mutating func close(_ day: Range<Timestamp>) {
        var finding = SystemFinding(.machine, from: day.lowerBound, to: day.upperBound, unit: "h")
        for (key, state) in [
            (SystemFinding.Key.off, LoadMeter.State.off), (.idle, .idle), (.load, .load), (.untold, .unknown),
        ] {
            finding[number: key] = Double((load.times[state] ?? 0) - (told.times[state] ?? 0)) / Self.hour
        }
        told = load
        // It was told before the restart in whose midst it lies.
        if let last = findings.last, day.upperBound <= last.to { return }
        if service != nil { finding[number: .sinceService] = hours + Double(load.running) / Self.hour }
        finding[time: .countedTo] = load.countedTo
        finding[time: .serviced] = service?.last
        findings.append(finding)
        if findings.count > Limits.systemDaysKept { findings.removeFirst() }
    }

    private static let hour = 3_600_000.0
}
