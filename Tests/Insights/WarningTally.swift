// Holds the warnings of simulated years against what went wrong in them.

import Metering

/// What became of the faults of a sort of meter, and which warnings were false.
struct WarningTally {
    var meters = 0
    var days = 0
    var faults: [Fault.Sort: Int] = [:]
    var found: [Fault.Sort: Int] = [:]
    var ended: [Fault.Sort: Int] = [:]
    /// Hours from the fault to its warning.
    var hours: [Fault.Sort: [Double]] = [:]
    /// Absences that nobody had announced, of the faults of no use, and how many of them were told in time.
    var absences = 0
    /// See `absences`.
    var absencesFound = 0
    var wrong: [WarningKind: Int] = [:]
    var cared = 0
    /// Seconds that a step took at most, and all together.
    var steps = 0
    /// Faults that were missed, in words.
    var missed: [String] = []

    /// False warnings per meter and year, of all kinds but no use.
    var wrongYearly: Double {
        Double(wrong.filter { $0.key != .noUse }.values.reduce(0, +)) / max(Double(meters * days) / 365, 1e-9)
    }

    /// The same of no use, per meter that asked for it.
    var wrongNoUseYearly: Double { Double(wrong[.noUse] ?? 0) / max(Double(cared * days) / 365, 1e-9) }

    func share(_ sort: Fault.Sort) -> Double? {
        faults[sort].map { Double(found[sort] ?? 0) / Double(max($0, 1)) }
    }

    static func += (a: inout WarningTally, b: WarningTally) {
        a.meters += b.meters
        a.days = max(a.days, b.days)
        a.faults.merge(b.faults, uniquingKeysWith: +)
        a.found.merge(b.found, uniquingKeysWith: +)
        a.ended.merge(b.ended, uniquingKeysWith: +)
        a.hours.merge(b.hours, uniquingKeysWith: +)
        a.wrong.merge(b.wrong, uniquingKeysWith: +)
        a.cared += b.cared
        a.absences += b.absences
        a.absencesFound += b.absencesFound
        a.steps += b.steps
        a.missed += b.missed
    }
}
