// Durations as people write them: 30s, 15m, 1h, 250ms, 2d.

/// Reads durations.
public enum DurationText {
    /// The duration in `text`, or nil: a positive number and a unit.
    public static func parse(_ text: some StringProtocol) -> Duration? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Double(String(number)), value > 0, value < 1e9 else { return nil }
        switch text.dropFirst(number.count) {
        case "ms": return .milliseconds(value)
        case "s": return .seconds(value)
        case "m", "min": return .seconds(value * 60)
        case "h": return .seconds(value * 3600)
        case "d": return .seconds(value * 86_400)
        default: return nil
        }
    }
}
