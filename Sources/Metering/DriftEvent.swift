// What is worth telling about a camera that moves, each thing once.

/// News of a camera's place.
public enum DriftEvent: Sendable, Equatable {
    /// Somebody should put the camera back, or make the meter card anew, before the meter is no longer found. `knocked` is true
    /// when it went there at once, and `since` is when that was; otherwise it crept there since calibration.
    case due(Drift, knocked: Bool, since: Timestamp)
    /// The camera was knocked by that many pixels, but not so far that anything need be done.
    case knocked(Drift, by: Double, at: Timestamp)
    /// Maintenance is no longer due.
    case over(Drift)

    /// What such an event is called.
    public static let name = "camera-drift"

    /// The event in words, for journals and logs.
    public var text: String {
        switch self {
        case .due(let drift, true, let since):
            return "the camera was knocked at \(since.text): \(place(drift))"
        case .due(let drift, false, let since):
            return "the camera has drifted since \(since.text): \(place(drift))\(forecast(drift))"
        case .knocked(let drift, let pixels, let at):
            return "the camera was knocked by \(whole(pixels)) px at \(at.text), which does no harm: \(place(drift))"
        case .over(let drift):
            return "the camera is back in its place: \(place(drift))"
        }
    }

    /// What an event says of the camera's state.
    public enum State: String, Sendable {
        case due
        case knocked
        case over
    }

    /// Whether somebody has to do something.
    public var state: State {
        switch self {
        case .due: .due
        case .knocked: .knocked
        case .over: .over
        }
    }

    /// The distance that it tells of.
    public var drift: Drift {
        switch self {
        case .due(let drift, _, _), .knocked(let drift, _, _), .over(let drift): drift
        }
    }

    /// The payload that is journalled and sent.
    public func payload(of meter: String, at instant: Timestamp) -> String {
        var object = JSONObject()
        object.set("meter", meter)
        object.set("event", DriftEvent.name)
        object.set("state", state.rawValue)
        object.set("captured_at", instant.text)
        object.set("text", text)
        object.set("pixels", Float(drift.pixels))
        object.set("limit", Float(drift.limit))
        object.set("degrees", Float(drift.degrees))
        object.set("scale", Float(drift.scale))
        if let daysLeft = drift.daysLeft { object.set("days_left", Float(daysLeft)) }
        return object.text
    }

    private func place(_ drift: Drift) -> String {
        "\(whole(drift.pixels)) px from where it was, limit \(whole(drift.limit)); turned by \(whole(drift.degrees)) degrees, "
            + "size \(whole(100 * drift.scale)) %"
    }

    private func forecast(_ drift: Drift) -> String {
        guard let days = drift.daysLeft else { return "" }
        return "; at this rate the limit is reached in \(whole(days)) days"
    }

    private func whole(_ value: Double) -> String { String(Int(min(max(value, -1e9), 1e9).rounded())) }
}
