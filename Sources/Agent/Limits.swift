// Every bound of the agent.

/// Named bounds.
public enum Limits {
    /// Bytes of a configuration file, a meter card or a table of expected readings.
    static let configurationBytesMax = 4 << 20
    /// Bytes of one line of `meterclip decode`.
    static let decodeLineBytesMax = 1 << 20

    /// The longest time since a previous index that `decode` takes: ten years.
    static let elapsedSecondsMax = 315_576_000
}
