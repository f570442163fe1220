// What a watch over a part of a supply or a plant found of a stretch of time, as it is journalled, sent and shown.

import Recognition

/// Something that was found.
public struct SystemFinding: Sendable, Equatable {
    /// What it is about.
    public enum Kind: String, Sendable, CaseIterable {
        case balance, ratio, shift, machine, limits
    }

    /// What a value is.
    public enum Key: String, Sendable, CaseIterable {
        /// Of a balance.
        case supply, sales, difference, verdict
        /// The quotient of a ratio.
        case ratio
        /// By how much the difference, the ratio or the share may be off.
        case uncertainty
        /// What was used in working hours and outside of them, and the share outside.
        case inside, outside, share
        /// Hours of a machine.
        case off, idle, load, untold
        /// Hours since the last service, and the reading up to which they are counted.
        case sinceService = "since_service"
        case countedTo = "counted_to"
        case serviced
        /// The least and the most of a value, and the hours in which it lay outside of its limits.
        case least, most, beyond
    }

    /// A value.
    public enum Value: Sendable, Equatable {
        case amount(Index)
        case number(Double)
        case word(String)
        case time(Timestamp)

        /// As text.
        public var text: String {
            switch self {
            case .amount(let index): index.text
            case .number(let number): JSONObject.number(Float(number))
            case .word(let word): word
            case .time(let time): time.text
            }
        }
    }

    /// What such entries of the journal are called.
    public static let entryKind = "system"

    /// What it is about.
    public let kind: Kind
    /// From when.
    public let from: Timestamp
    /// To when.
    public let to: Timestamp
    /// The unit of its amounts; of a ratio that of the quotient.
    public let unit: String
    /// What was found; nothing under a key of which nothing is known.
    public private(set) var values: [Key: Value] = [:]

    /// Of a stretch of time nothing yet.
    public init(_ kind: Kind, from: Timestamp, to: Timestamp, unit: String) {
        (self.kind, self.from, self.to, self.unit) = (kind, from, to, unit)
    }

    /// The keys that such a finding has values under, in order.
    public static func keys(of kind: Kind) -> [Key] {
        switch kind {
        case .balance: [.supply, .sales, .difference, .uncertainty, .verdict]
        case .ratio: [.ratio, .uncertainty]
        case .shift: [.inside, .outside, .share, .uncertainty]
        case .machine: [.off, .idle, .load, .untold, .sinceService, .countedTo, .serviced]
        case .limits: [.least, .most, .beyond]
        }
    }

    /// The amount under a key.
    public subscript(amount key: Key) -> Index? {
        get { if case .amount(let index)? = values[key] { index } else { nil } }
        set { values[key] = newValue.map { .amount($0) } }
    }

    /// The number under a key; none that is no number.
    public subscript(number key: Key) -> Double? {
        get { if case .number(let number)? = values[key] { number } else { nil } }
        set { values[key] = newValue.flatMap { $0.isFinite ? .number($0) : nil } }
    }

    /// The time under a key.
    public subscript(time key: Key) -> Timestamp? {
        get { if case .time(let time)? = values[key] { time } else { nil } }
        set { values[key] = newValue.map { .time($0) } }
    }

    /// The word under a key.
    public subscript(word key: Key) -> String? {
        get { if case .word(let word)? = values[key] { word } else { nil } }
        set { values[key] = newValue.map { .word($0) } }
    }

    /// The payload that is journalled and sent.
    public func payload(of name: String) -> String {
        var object = JSONObject()
        object.set("meter", name)
        object.set("kind", kind.rawValue)
        object.set("captured_at", to.text)
        object.set("from", from.text)
        object.set("to", to.text)
        object.set("unit", unit)
        write(to: &object)
        return object.text
    }

    /// Writes the values; of what is not known null.
    private func write(to object: inout JSONObject) {
        for key in Self.keys(of: kind) {
            if let number = self[number: key] {
                object.set(key.rawValue, Float(number))
            } else {
                object.set(key.rawValue, values[key]?.text)
            }
        }
    }
}
