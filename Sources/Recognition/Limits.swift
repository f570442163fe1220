// Every bound of the recognition core.

/// Named bounds.
public enum Limits {
    /// Dials of one register: 18 decimal digits fit a 64-bit index with room for tenths.
    public static let dialsMax = 16
    /// Half a turn of a dial, in positions: no mounting error is larger.
    public static let zeroMax: Float = 5
    /// A wheel or digit whose luma deviates less shows nothing that the network was trained on, only noise.
    static let faintBelow: Float = 2.5
    /// A wheel or digit read with less confidence is looked at again.
    static let unsureBelow: Float = 0.95
    /// How far a closer look moves the grid to either side, in columns, and how much it magnifies.
    static let closerAcross: Float = 1
    static let closerZoom: Float = 1.06
    /// Partial values that the decoder carries from one dial to the next.
    static let beamWidth = 160
    /// Indices that a doubtful frame may leave open for later frames to tell apart.
    static let storiesMax = 4
}
