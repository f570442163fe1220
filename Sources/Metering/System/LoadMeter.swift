// How long a machine was off, idle and under load, from the index of its meter: by how fast that moved. A step is only looked at when it is
// long enough for the last place to tell the thresholds apart, and a time without readings is told as not known.

import Recognition

/// Hours by load.
public struct LoadMeter: Sendable, Equatable {
    /// What a machine does.
    public enum State: String, Sendable, CaseIterable { case off, idle, load, unknown }

    /// The use in an hour, in the register's unit, from which it runs.
    public let idleFrom: Double
    /// The use in an hour from which it is under load.
    public let loadFrom: Double
    /// Milliseconds in each state.
    public private(set) var times: [State: Int64] = [:]
    /// What it did in the last step.
    public private(set) var state = State.unknown
    private let capacity: Index?
    private var first: UsagePoint?
    private var last: UsagePoint?

    /// A meter that has seen nothing. `capacity` is how far the register counts before it begins again at nought.
    public init(idleFrom: Double, loadFrom: Double, capacity: Index? = nil) {
        (self.idleFrom, self.loadFrom, self.capacity) = (max(idleFrom, 0), max(loadFrom, idleFrom, 0), capacity)
    }

    /// All mistakes in such thresholds; `key` is where they stand.
    public static func mistakes(idleFrom: Double, loadFrom: Double, _ key: String) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        if !(idleFrom > 0 && idleFrom.isFinite) {
            mistakes.append(
                CardMistake(
                    key + ".idleFrom", "\(idleFrom) is no use in an hour",
                    "write from how much use in an hour on the machine runs"))
        }
        if !(loadFrom > idleFrom && loadFrom.isFinite) {
            mistakes.append(
                CardMistake(
                    key + ".loadFrom", "\(loadFrom) is not above idleFrom",
                    "write from how much use in an hour on it is under load"))
        }
        return mistakes
    }

    /// Takes up a reading, later than those before; an earlier one, and one whose time is not sure, is passed over.
    public mutating func add(_ point: UsagePoint) {
        guard point.isTimeSure, last.map({ point.at > $0.at }) ?? true else { return }
        guard let first, let last, first.run == point.run else {
            (self.first, self.last) = (point, point)
            return
        }
        let gap = point.at.milliseconds - last.at.milliseconds
        guard gap <= Self.gapMax else {
            count(.unknown, point.at.milliseconds - first.at.milliseconds)
            (self.first, self.last) = (point, point)
            return
        }
        self.last = point
        let hours = point.at.seconds(since: first.at) / 3_600
        let unit = Index(units: 1, decimals: max(first.index.decimals, point.index.decimals)).value
        // Two units more or less are half of the lower threshold at most.
        guard hours * idleFrom >= 4 * unit || idleFrom == 0 else { return }
        let flow = Usage.difference(first, point, capacity: capacity).value / hours
        count(flow >= loadFrom ? .load : flow >= idleFrom && flow > 0 ? .idle : .off, Int64(hours * 3_600_000 + 0.5))
        self.first = point
    }

    /// The reading up to which the times are counted; nil before there was one.
    public var countedTo: Timestamp? { first?.at }

    /// Milliseconds that it ran, idle or under load.
    public var running: Int64 { (times[.idle] ?? 0) + (times[.load] ?? 0) }

    /// The share of its running time that it was idle; nil if it never ran.
    public var idleShare: Double? {
        running > 0 ? Double(times[.idle] ?? 0) / Double(running) : nil
    }

    private mutating func count(_ state: State, _ milliseconds: Int64) {
        self.state = state
        times[state, default: 0] += milliseconds
    }

    /// Milliseconds without readings of which nothing is known.
    private static let gapMax: Int64 = 3 * 3_600_000
}
