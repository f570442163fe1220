// A system as the configuration has it: a ratio of usages, what is used outside of working hours, a machine, limits of a gauge.

import Metering
import Recognition

/// A system that is watched.
public struct SystemSetting: Sendable, Equatable {
    /// What is watched of it.
    public enum Rule: Sendable, Equatable {
        /// One usage for another.
        case ratio(numerator: [BalanceMember], denominator: [BalanceMember], low: Double?, high: Double?)
        /// The share that is used outside of working hours, and the most that is put up with.
        case shift([BalanceMember], ShiftTimes, limit: Double)
        /// A machine, by the meter of what it draws.
        case machine(RegisterName, idleFrom: Double, loadFrom: Double, MachineWatch.Service?)
        /// A value, held against limits.
        case limits(RegisterName, GaugeBand)
    }

    /// Its name.
    public var name: String
    /// The unit of its sum or ratio; nil: what follows from its meters.
    public var unit: String?
    /// What is watched of it.
    public var rule: Rule
    /// Where it stands in the configuration.
    public var key = ""

    /// A system.
    public init(_ name: String, _ rule: Rule, unit: String? = nil) {
        (self.name, self.rule, self.unit) = (name, rule, unit)
    }

    /// All that it looks at, as members of sums.
    var members: [BalanceMember] {
        switch rule {
        case .ratio(let numerator, let denominator, _, _): numerator + denominator
        case .shift(let members, _, _): members
        case .machine(let register, _, _, _), .limits(let register, _): [BalanceMember(.register(register))]
        }
    }
}
