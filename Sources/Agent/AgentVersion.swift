// Which version of the product this is, as it is told to people and to Home Assistant.

/// The version.
public enum AgentVersion {
    /// By semver.org.
    public static let text = "0.1.0"
}
