// Where on the broker an entry goes: a pattern like `meterclip/{device}/{meter}/reading`.
// What cannot be published to is refused when the configuration is read, not when the first entry is due.

import Journal

/// A topic with places to fill in: `{device}`, `{meter}` and `{kind}`.
public struct TopicTemplate: Sendable, Equatable {
    /// The template as written.
    public let text: String

    private enum Part: Sendable, Equatable {
        case literal(String)
        case device
        case meter
        case kind
    }

    private let parts: [Part]
    private let limit: Int

    /// Reads a template.
    ///
    /// - Throws: `UplinkError.badTopic` if it is empty, has an unknown place, a wildcard, an empty level or a control
    ///   character, begins with `$`, or is longer than MQTT allows.
    public init(_ text: String, limits: UplinkLimits = UplinkLimits()) throws(UplinkError) {
        self.text = text
        self.limit = limits.topicBytes
        self.parts = try Self.parse(text)
        // What holds for the template with ordinary names filled in holds for every topic it makes, but for its length.
        try check(Self.fill(parts, device: "d", meter: "m", kind: "k"))
    }

    /// The topic for an entry. An entry about no meter has `-` in the meter's place.
    ///
    /// - Throws: `UplinkError.badTopic` if a name cannot stand in a topic, see `isLevel`.
    public func topic(for entry: Entry, of identity: JournalIdentity) throws(UplinkError) -> String {
        try topic(device: identity.device, meter: entry.meter.isEmpty ? "-" : entry.meter, kind: entry.kind)
    }

    /// The topic of a template that only has the device's place.
    ///
    /// - Throws: `UplinkError.badTopic` if the name cannot stand in a topic.
    public func topic(device: String) throws(UplinkError) -> String {
        try topic(device: device, meter: "-", kind: "-")
    }

    /// The topic with these names in the places.
    func topic(device: String, meter: String, kind: String) throws(UplinkError) -> String {
        for name in [device, meter, kind] where !Self.isLevel(name) {
            throw .badTopic(template: text, reason: "the name \"\(name)\" cannot be part of a topic")
        }
        let topic = Self.fill(parts, device: device, meter: meter, kind: kind)
        try check(topic)
        return topic
    }

    /// Whether a name can be one level of a topic: not empty, no `/`, no wildcard, no control character or noncharacter.
    /// A configuration that only takes such names never has an entry without a topic.
    public static func isLevel(_ name: String) -> Bool {
        !name.isEmpty && !name.unicodeScalars.contains { $0 == "/" || isForbidden($0) }
    }

    private func check(_ topic: String) throws(UplinkError) {
        let reason: String? =
            if topic.isEmpty {
                "it is empty"
            } else if topic.utf8.count > limit {
                "it has \(topic.utf8.count) bytes, MQTT allows \(limit)"
            } else if topic.unicodeScalars.contains(where: Self.isForbidden) {
                "it has a wildcard (+ or #) or a control character"
            } else if topic.hasPrefix("$") {
                "topics beginning with $ belong to the broker"
            } else if topic.split(separator: "/", omittingEmptySubsequences: false).contains(where: \.isEmpty) {
                "it has an empty level"
            } else {
                nil
            }
        if let reason { throw .badTopic(template: text, reason: reason) }
    }

    private static func parse(_ text: String) throws(UplinkError) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
                throw .badTopic(template: text, reason: "a brace has no partner")
            }
            switch rest[rest.index(after: open)..<close] {
            case "device": parts.append(.device)
            case "meter": parts.append(.meter)
            case "kind": parts.append(.kind)
            default:
                throw .badTopic(
                    template: text, reason: "\(rest[open...close]) is unknown; there are {device}, {meter} and {kind}")
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        return parts
    }

    private static func fill(_ parts: [Part], device: String, meter: String, kind: String) -> String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .device: device
            case .meter: meter
            case .kind: kind
            }
        }.joined()
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "+" || scalar == "#" || scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || scalar.properties.isNoncharacterCodePoint
    }
}
