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
