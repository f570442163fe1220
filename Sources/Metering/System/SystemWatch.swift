// A watch over registers under a name of its own: a balance group, a ratio, working hours, a machine, limits of a gauge. All are fed the
// same way, and each tells warnings, and day by day what it found, to be journalled like any reading.

import Recognition

/// What watches a part of a supply or a plant.
public protocol SystemWatch: Sendable {
    /// Its name.
    var name: String { get }
    /// What it is about.
    var kind: SystemFinding.Kind { get }
    /// The registers whose readings it wants.
    var registers: [RegisterName] { get }
    /// The warning that was told and is not over.
    var open: Warning? { get }
    /// What it found of the days that were over last, oldest first.
    var findings: [SystemFinding] { get }
    /// Takes up a reading; what is to be told at once. One of another register is passed over.
    mutating func take(_ point: UsagePoint, of register: RegisterName, zone: LocalTime) -> [WarningEvent]
    /// Looks at the days that are over by now; what is to be told.
    mutating func pass(to now: Timestamp, zone: LocalTime) -> [WarningEvent]
    /// Goes on from what was journalled before a restart, oldest first, where that holds what the journal's readings may no longer tell.
    mutating func resume(_ past: [SystemFinding], told: Warning?)
}

extension SystemWatch {
    /// What is told by the day needs nothing but readings.
    public mutating func resume(_ past: [SystemFinding], told: Warning?) {}
}

/// A watch that tells by the day, whatever comes in between.
public protocol DailyWatch: SystemWatch {
    /// Takes up a reading; one of another register is passed over.
    mutating func add(_ point: UsagePoint, of register: RegisterName)
}

extension DailyWatch {
    /// Takes up a reading.
    public mutating func take(_ point: UsagePoint, of register: RegisterName, zone: LocalTime) -> [WarningEvent] {
        add(point, of: register)
        return []
    }
}
