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
    /// How often the meter at this place was exchanged: what its predecessors showed is no history of it.
    public var exchanges = 0
    /// The most that can flow back in an hour; 0 with nearly all meters.
    public var backflow = 0.0
    /// How many readings that agree with each other overrule accepted ones that contradict them.
    public var healAfter = Limits.healAfter
    /// What becomes of a reading that has no history to be held against.
    public var first = First.confirm

    /// What becomes of a reading without history.
    public enum First: String, Sendable, CaseIterable {
        /// It is withheld until the next one agrees with it.
        case confirm
        /// It is published as suspicious.
        case publish
    }

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

    /// The window in which an index at `now` must lie, given the last accepted one. Without a limit on the flow, or with
    /// a clock that went back, nobody knows how much can have been used.
    public func anchor(last: Start, now: Timestamp) -> Anchor {
        let hours = now.seconds(since: last.at) / 3600
        func amount(_ value: Double?) -> Index? {
            guard let value, hours >= 0 else { return nil }
            let units = value * Double(Index(units: 1, decimals: 0).scaled(to: decimals))
            return Index(units: Int64(min(units, Limits.unitsMax).rounded(.up)), decimals: decimals)
        }
        // A display has no gears that could play.
        let hasGears = dials.last?.mechanism.kind != .segment
        return Anchor(
            index: last.index, increaseMax: amount(hourlyMax.map { $0 * hours }),
            jitter: Index(units: hasGears ? Limits.jitterUnits : 0, decimals: decimals),
            decreaseMax: backflow > 0 ? amount(backflow * hours) : nil)
    }
}
