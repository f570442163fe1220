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
    /// From this correlation on it does not agree by chance.
    static let sure: Float = 0.8
    /// Below this contrast against the reference a probe shows nothing.
    static let blank: Float = 0.25
    /// From this contrast on a probe that disagrees shows something else.
    static let clear: Float = 0.4
    /// From this correlation on the outline of the meter is there.
    static let outline: Float = 0.6
    /// How much better it must fit elsewhere for the meter to have moved.
    static let outlineLead: Float = 0.15
    /// Least share of the outline that must lie in the frame.
    static let outlineOverlap: Float = 0.35
    /// Most probes outside of what is normally decoded.
    static let printProbes = 128
    /// Standard deviation of a probe's cells below which they show nothing at all.
    static let flat: Float = 0.4
    /// Below this correlation a clearly seen probe is other print.
    static let foreign: Float = 0.6
    /// How far print is looked for around its place, and in which steps: away from what was compared, a placement is less exact.
    static let printReach: Float = 4
    static let printStep: Float = 2
    /// Largest share of other print.
    public static let foreignPrint: Float = 0.015
    /// Most rows of one tone at the lower end of what is decoded.
    static let emptyRows = 16
    /// Least share of a dial that lies in the frame.
    static let inside: Float = 0.95
    /// Least agreement of a dial's surroundings. Of the dials of which the reader is sure, more than three in a hundred are wrong
    /// below this, and fewer than one in a hundred above.
    static let surroundings: Float = 0.8
    /// Most separate places that show something else.
    static let spots = 2
    /// Probes that lie closer belong to the same spot.
    static let spot: Float = 32
    /// Mean luma from which a probe lies in a reflection.
    static let bright: Float = 225
    /// Burnt out share from which a dial's trouble is called glare.
    static let glare: Float = 0.15
    /// Tones of a dial below which its trouble is called darkness or want of contrast.
    static let range: Float = 12
    /// Mean luma of a dial below which its want of contrast is called darkness.
    static let dim: Float = 40
    /// Contrast of a dial against the reference below which its trouble is called want of contrast.
    static let contrast: Float = 0.3
    /// Sharpness below which trouble is called blur.
    static let sharpness: Float = 0.6
    /// Luma that hardly any pixel of a dark frame reaches.
    static let dark: Float = 36
    /// Burnt out share of the meter's place from which a frame is overexposed.
    static let overexposed: Float = 0.5
    /// Share of agreeing probes from which the meter is certainly there, and from which a part of it is.
    static let present: Float = 0.5
    static let partlyPresent: Float = 0.25
    /// Steps from cell to cell, against the reference's, below which a picture shows nothing.
    static let relief: Float = 0.1
    /// Contrast against the reference below which a frame is pale.
    static let frameContrast: Float = 0.15
    /// Share of probes that do not agree from which something lies before the meter.
    static let lost: Float = 0.15
}
