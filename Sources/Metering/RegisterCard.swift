// One register of a meter card.

import Recognition

/// A register's entry in the meter card.
public struct RegisterCard: Sendable, Equatable {
    /// Its name, unique on the meter; `main` where there is only one.
    public var name: String
    /// Its dials, most significant first.
    public var dials: [DialCard]
    /// Decimals of the published index.
    public var decimals: Int
    /// The most that can flow in an hour, in the register's unit.
    public var hourlyMax: Double?
    /// The index that the technician saw, and when.
    public var start: Start?

    /// An index known from outside.
    public struct Start: Sendable, Equatable {
        /// What the meter showed.
        public var index: Index
        /// When it did.
        public var at: Timestamp

        /// An index at an instant.
        public init(index: Index, at: Timestamp) {
            self.index = index
            self.at = at
        }
    }

    /// A register.
    public init(name: String, dials: [DialCard], decimals: Int, hourlyMax: Double?, start: Start?) {
        self.name = name
        self.dials = dials
        self.decimals = decimals
        self.hourlyMax = hourlyMax
        self.start = start
    }

    /// The register as the decoder sees it.
    public func mechanism() throws(RecognitionError) -> RegisterMechanism {
        try RegisterMechanism(dials: dials.map(\.mechanism), decimals: decimals)
    }

    /// The window in which an index at `now` must lie, given the last accepted one; without a limit on the flow any
    /// increase up to half a turn of the register is possible.
    public func anchor(last: Start, now: Timestamp) -> Anchor {
        let elapsed = max(0, now.seconds(since: last.at))
        let halfTurn = powerOfTen(dials.count + (dials.last?.mechanism.place ?? 0) + decimals) / 2
        let units = hourlyMax.map { min($0 * elapsed / 3600 * powerOfTen(decimals), halfTurn) } ?? halfTurn
        return Anchor(
            index: last.index, increaseMax: Index(units: Int64(units.rounded(.up)), decimals: decimals),
            jitter: Index(units: Limits.jitterUnits, decimals: decimals))
    }
}

private func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? 1 / power : power
}
