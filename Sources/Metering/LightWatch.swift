// Notices a light that has failed from what several shots in a row show of it, and tells of it once, and once that it works again.

/// News of a meter's light.
public enum LightEvent: Sendable, Equatable {
    /// It does not change the picture any more; the payload says what was seen.
    case failed(String)
    /// It does again.
    case over

    /// The event in words, for journals and logs.
    public var text: String {
        switch self {
        case .failed(let seen): "the light has failed: \(seen); check the lamp and its line"
        case .over: "the light works again"
        }
    }

    /// The payload that is journalled and sent.
    public func payload(of meter: String, at instant: Timestamp) -> String {
        var object = JSONObject()
        object.set("meter", meter)
        object.set("event", "light-failed")
        object.set("state", self == .over ? "over" : "due")
        object.set("captured_at", instant.text)
        object.set("text", text)
        return object.text
    }
}

/// What shots have shown of a light.
public struct LightWatch: Sendable {
    private var failed = 0
    private var worked = 0
    private var isTold = false

    /// A light of which nothing is known.
    public init() {}

    /// Takes in what a shot showed: nil if the light was seen to work, otherwise what was seen instead.
    public mutating func add(_ trouble: String?) -> LightEvent? {
        guard let trouble else {
            (failed, worked) = (0, worked + 1)
            guard isTold, worked >= Limits.lightShots else { return nil }
            isTold = false
            return .over
        }
        (failed, worked) = (failed + 1, 0)
        guard !isTold, failed >= Limits.lightShots else { return nil }
        isTold = true
        return .failed(trouble)
    }
}
