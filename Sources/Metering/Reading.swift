// A reading: an index with its time, confidence, quality, reasons and what each dial showed.

import Recognition

/// How much the wall clock was worth when a frame was taken.
public enum TimeQuality: String, Sendable {
    /// The clock was synchronised.
    case synchronised
    /// Nobody has set the clock since the start.
    case unsynchronised
    /// The clock says something impossible: this is a time known to have passed and what has run since.
    case floor
    /// Put right after the clock was set.
    case restamped
    /// The time came with the frame.
    case given
}

/// One reading of one register.
public struct Reading: Sendable, Equatable {
    /// What one dial showed.
    public struct Dial: Sendable, Equatable {
        /// Position in 0 ..< 10; nil when it could not be read.
        public var position: Float?
        /// Standard deviation of the position.
        public var spread: Float
        /// Probability that no dial is there.
        public var none: Float

        /// From a distribution.
        public init(_ position: Position) {
            self.position = position.none > 0.5 ? nil : position.value
            spread = position.spread
            none = position.none
        }
    }

    /// The meter's name.
    public var meter: String
    /// The register's name.
    public var register: String
    /// The published index; nil when withheld.
    public var index: Index?
    /// The unit of the index.
    public var unit: String
    /// When the frame was taken.
    public var capturedAt: Timestamp
    /// What that time is worth.
    public var timeQuality: TimeQuality
    /// Probability of the index against all others.
    public var confidence: Float
    /// The quality code.
    public var quality: Quality
    /// Why it is not simply accepted.
    public var reasons: [Reason]
    /// The dials, most significant first; empty when the frame was refused.
    public var dials: [Dial]
    /// How often the meter at this place was exchanged before: each begins a new series.
    public var exchanges = 0
    /// Readings that were accepted and are found wrong by this one, oldest first.
    public var withdraws: [RegisterCard.Start] = []
    /// What asked for it, as words.
    public var triggers: [String] = []
    /// The latest slot of the schedule that it was taken for.
    public var slot: String?
    /// Pulses of the meter's pulse output since the agent began, up to this reading; nil where there is none.
    public var pulses: Int?
    /// Why it was read so; nil when the frame was refused.
    public var explanation: Explanation?

    /// A reading.
    public init(
        meter: String, register: String, index: Index?, unit: String, capturedAt: Timestamp, timeQuality: TimeQuality,
        confidence: Float, quality: Quality, reasons: [Reason], dials: [Dial]
    ) {
        self.meter = meter
        self.register = register
        self.index = index
        self.unit = unit
        self.capturedAt = capturedAt
        self.timeQuality = timeQuality
        self.confidence = confidence
        self.quality = quality
        self.reasons = reasons
        self.dials = dials
    }

    /// The keys that every report of a reading has: `index, confidence, quality, reasons, positions`.
    public func writeResult(to object: inout JSONObject) {
        object.set("index", index?.text)
        object.set("confidence", confidence)
        object.set("quality", quality.rawValue)
        object.set("reasons", reasons.map(\.rawValue))
        object.set(
            "positions",
            dials.map { dial in
                var entry = JSONObject()
                entry.set("position", position: dial.position ?? .nan)
                entry.set("spread", dial.spread)
                entry.set("none", dial.none)
                return entry
            })
    }

    /// The payload that is journalled and sent.
    public var payload: String {
        var object = JSONObject()
        object.set("meter", meter)
        object.set("register", register)
        object.set("captured_at", capturedAt.text)
        object.set("time_quality", timeQuality.rawValue)
        object.set("unit", unit)
        if exchanges > 0 { object.set("exchanges", exchanges) }
        writeResult(to: &object)
        if !triggers.isEmpty { object.set("triggers", triggers) }
        if let slot { object.set("slot", slot) }
        if let pulses { object.set("pulses", pulses) }
        if let explanation, quality != .accepted { object.set("explain", explanation.object) }
        if reasons.contains(.corrected) {
            object.set(
                "withdraws",
                withdraws.map { known in
                    var entry = JSONObject()
                    entry.set("captured_at", known.at.text)
                    entry.set("index", known.index.text)
                    return entry
                })
        }
        return object.text
    }
}
