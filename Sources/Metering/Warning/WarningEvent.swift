// What is worth telling about a meter's use, each thing once: that a warning began, and that it is over.

/// News of a warning.
public enum WarningEvent: Sendable, Equatable {
    /// Why a warning is over.
    public enum End: String, Sendable, CaseIterable {
        /// It is no longer so.
        case ended
        /// It has become the habit of this meter.
        case usual
        /// The meter was exchanged, or the watch told to look away.
        case dropped
    }

    /// Somebody should look.
    case began(Warning)
    /// Nobody need look any more.
    case over(Warning, at: Timestamp, End)

    /// What such an event is called.
    public static let name = "usage-warning"

    /// The warning that it tells of.
    public var warning: Warning {
        switch self {
        case .began(let warning), .over(let warning, _, _): warning
        }
    }

    /// The event in words, for journals and logs.
    public var text: String {
        switch self {
        case .began(let warning): return warning.text
        case .over(let warning, let at, let end):
            let since = "after \(Warning.span(at.seconds(since: warning.first.at) / 3_600))"
            switch end {
            case .ended: return "\(warning.kind.rawValue) is over \(since)"
            case .usual: return "\(warning.kind.rawValue) has become usual \(since), and is no longer told"
            case .dropped: return "\(warning.kind.rawValue) is no longer watched \(since)"
            }
        }
    }

    /// The payload that is journalled and sent.
    public func payload(of meter: String, register: String, at instant: Timestamp) -> String {
        var object = JSONObject()
        object.set("meter", meter)
        object.set("register", register)
        object.set("event", WarningEvent.name)
        object.set("kind", warning.kind.rawValue)
        object.set("severity", warning.severity.rawValue)
        switch self {
        case .began: object.set("state", "due")
        case .over(_, _, let end):
            object.set("state", "over")
            object.set("end", end.rawValue)
        }
        object.set("captured_at", instant.text)
        object.set("text", text)
        object.set("found", Float(warning.found))
        if let usual = warning.usual { object.set("usual", Float(usual)) }
        object.set("unit", warning.unit)
        let own = [warning.first, warning.last].map { Self.entry($0, of: nil) }
        let others = warning.evidence.flatMap {
            [Self.entry($0.first, of: $0.register), Self.entry($0.last, of: $0.register)]
        }
        object.set("evidence", others.isEmpty ? own : others)
        return object.text
    }

    private static func entry(_ reading: RegisterCard.Start, of register: RegisterName?) -> JSONObject {
        var entry = JSONObject()
        if let register {
            entry.set("meter", register.meter)
            entry.set("register", register.register)
        }
        entry.set("captured_at", reading.at.text)
        entry.set("index", reading.index.text)
        return entry
    }
}
