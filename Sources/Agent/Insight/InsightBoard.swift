// What is known of the meters' use just now, for whoever asks: the console, the figures, the control socket.

import Metering
import Synchronization

/// The newest of what readings mean.
final class InsightBoard: Sendable {
    /// What is known of a register.
    struct Register: Sendable, Equatable {
        /// Warnings that are not over.
        var open: [Warning] = []
        /// What will be used, as far as that can be told.
        var forecasts: [Forecast] = []
        /// What it has cost; nil where nobody has said what it costs, or it could not be worked out.
        var account: MoneyAccount?
        /// Why that is so.
        var trouble: String?
    }

    /// What is known of a balance group.
    struct Group: Sendable, Equatable {
        var name: String
        var unit: String
        /// The share of the supply up to which a loss is put up with.
        var limit: Double
        /// The days that were judged last, oldest first.
        var days: [BalanceDay] = []
        var trend: BalanceTrend.Way = .untold
        /// Hours of the day in which most of a loss comes.
        var hours: [Int] = []
        var hint = BalanceHint.untold
        var open: Warning?
    }

    /// What is known of a system that is no balance group.
    struct System: Sendable, Equatable {
        var name: String
        var kind: SystemFinding.Kind
        /// What was found of its last days, oldest first.
        var findings: [SystemFinding] = []
        var open: Warning?
    }

    private struct State {
        var registers: [RegisterName: Register] = [:]
        var groups: [Group] = []
        var systems: [System] = []
    }

    private let state = Mutex(State())

    /// What is known of a register; nothing before it was looked at.
    func register(_ name: RegisterName) -> Register { state.withLock { $0.registers[name] ?? Register() } }

    /// All registers, by name.
    var registers: [(name: RegisterName, known: Register)] {
        state.withLock { $0.registers }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// All warnings that are not over, the gravest first, with what they are about.
    var warnings: [(name: String, warning: Warning)] {
        let all =
            registers.flatMap { name, known in known.open.map { (name.text, $0) } }
            + groups.compactMap { group in group.open.map { (group.name, $0) } }
            + systems.compactMap { system in system.open.map { (system.name, $0) } }
        return WarningKind.Severity.allCases.reversed().flatMap { severity in
            all.filter { $0.1.severity == severity }
        }
    }

    /// The balance groups, in the order of the configuration.
    var groups: [Group] { state.withLock { $0.groups } }

    /// Ratios, working hours, machines and gauges, in the order of the configuration.
    var systems: [System] { state.withLock { $0.systems } }

    /// Notes what is known now; whether that is news.
    func note(_ registers: [RegisterName: Register], _ groups: [Group], _ systems: [System]) -> Bool {
        state.withLock { state in
            defer { (state.registers, state.groups, state.systems) = (registers, groups, systems) }
            return state.registers != registers || state.groups != groups || state.systems != systems
        }
    }
}
