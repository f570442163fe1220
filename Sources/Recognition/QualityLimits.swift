// The limits of the gate.

/// Named limits of the gate.
public enum QualityLimits {
    /// Distance of the places where a probe may lie.
    static let raster: Float = 4
    /// Least standard deviation of a probe's cells.
    static let leastSpread: Float = 5
    /// Most probes, and of these the most that are chosen for lying near a dial.
    static let probes = 96
    static let nearProbes = 64
    /// How far from a dial a probe still speaks for it.
    static let nearby: Float = 28
    /// Samples along a side of a dial.
    static let dialSide = 16
    /// Luma from which a pixel is burnt out.
    static let burnt: UInt8 = 250
    /// From this correlation on a probe agrees.
    static let agreement: Float = 0.5
}
