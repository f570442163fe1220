// What one destination may have of what is journalled: of which meters, which kinds of entries, and how closely in time.

import Journal
import Metering

/// The rules of a share; those that are nil leave nothing out.
public struct ShareRules: Sendable, Equatable {
    /// Entries of one sort, as people call them.
    public enum Kind: String, Sendable, CaseIterable {
        /// Published readings.
        case readings
        /// Readings that were withheld.
        case withheld
        /// What somebody should know: a camera that was knocked, a light that failed, a clock that was set, a leak.
        case events
        /// What use has cost so far.
        case costs
        /// What balances, ratios, machines and gauges came to, day by day.
        case systems
        /// Who changed what: commands, cards, indexes that were set.
        case changes
        /// Entries that are missing.
        case gaps

        /// What such entries are called in the journal.
        public var names: [String] {
            switch self {
            case .readings: ["reading"]
            case .withheld: ["withheld"]
            case .events: ["event"]
            case .costs: ["cost"]
            case .systems: [SystemFinding.entryKind]
            case .changes: ["command", "index-set"]
            case .gaps: [Gap.kind]
            }
        }
    }

    /// Of these meters alone, and nothing that is about none.
    public var meters: [String]?
    /// These kinds alone.
    public var kinds: [Kind]?
    /// Of each register one published reading in each such interval, the first, one that was withheld, and one cost; of each system one day. What withdraws readings goes
    /// whenever it comes, but says only of which times.
    public var resolution: UsageStep?

    /// Everything.
    public init(meters: [String]? = nil, kinds: [Kind]? = nil, resolution: UsageStep? = nil) {
        (self.meters, self.kinds, self.resolution) = (meters, kinds, resolution)
    }

    /// Whether such entries tell when how much was used.
    static func isOfUse(kind: String) -> Bool {
        [Kind.readings, .withheld, .costs, .systems].contains { $0.names.contains(kind) }
    }

    /// Whether entries of this kind may go, whatever they say.
    func includes(kind: String) -> Bool { kinds.map { $0.contains { $0.names.contains(kind) } } ?? true }

    /// Whether what is about this meter may go.
    func includes(meter: String) -> Bool { meters?.contains(meter) ?? true }
}
