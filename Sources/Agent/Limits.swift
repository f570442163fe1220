// Every bound of the agent.

/// Named bounds.
public enum Limits {
    /// Bytes of a configuration file, a meter card or a table of expected readings.
    static let configurationBytesMax = 4 << 20
    /// Bytes of one line of `meterclip decode`.
    static let decodeLineBytesMax = 1 << 20
}
