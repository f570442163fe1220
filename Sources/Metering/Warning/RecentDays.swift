// One figure for each of the last days, the oldest forgotten first: what a meter's habits are learned from.

/// Figures of the last days.
struct RecentDays: Sendable, Equatable {
    private(set) var values: [Double] = []
    private let capacity: Int

    /// None yet, and never more than `capacity`.
    init(capacity: Int) { self.capacity = capacity }

    /// Adds the figure of the latest day.
    mutating func push(_ value: Double) {
        if values.count == capacity { values.removeFirst() }
        values.append(value)
    }

    var count: Int { values.count }
    /// The largest of all but the last `skipped`; nil if there is none.
    func largest(besides skipped: Int = 0) -> Double? { values.dropLast(skipped).max() }
    /// The one in the middle.
    var median: Double? { values.isEmpty ? nil : values.sorted()[values.count / 2] }
    /// The share of them for which it holds.
    func share(where holds: (Double) -> Bool) -> Double {
        values.isEmpty ? 0 : Double(values.filter(holds).count) / Double(values.count)
    }
}
