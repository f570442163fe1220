// What the gate measures in a frame, before anything is judged.

/// The figures of one probe.
public struct ProbeFigures: Sendable, Equatable {
    /// Normalised cross-correlation with the reference, −1 … 1; 0 where the frame shows nothing.
    public var agreement: Float
    /// Mean luma.
    public var mean: Float
    /// Contrast against the reference's: standard deviation over standard deviation.
    public var contrast: Float
    /// False where the probe lies outside of the frame.
    public var there: Bool
}

/// The figures of one dial.
public struct DialFigures: Sendable, Equatable {
    /// Mean luma.
    public var mean: Float
    /// Difference of the bright and the dark part of the dial, in steps of luma.
    public var range: Float
    /// The same against the sum of both, as a share of what the reference has.
    public var contrast: Float
    /// Whether the reference shows nothing on this dial either: a leading place of a display.
    public var isBlank: Bool
    /// Whether a small spot of light makes another digit of it by hiding one segment: a display that is dark on a ground that does
    /// not shine.
    public var isFragile: Bool
    /// Share of the dial that is burnt out, beyond that of the reference: a white dial may always be.
    public var clipped: Float
    /// Share of the dial that lies in the frame.
    public var inside: Float
    /// Mean agreement of the probes round the dial against the usual one of this frame; 1 where there are none.
    public var surroundings: Float
    /// Share of the probes round the dial that disagree and are burnt out.
    public var burntAround: Float
    /// Share of the probes round the dial that show something else, as clearly as the reference would be seen.
    public var foreignAround: Float
    /// Sharpness of the probes round the dial, or of all where there are none: fine detail against coarse, 1 = as in the
    /// reference.
    public var sharpness: Float
}

/// The figures of a frame at a placement.
public struct FrameFigures: Sendable, Equatable {
    /// Mean luma of the probes.
    public var mean: Float
    /// Share of the probes that lie in the frame.
    public var there: Float
    /// The agreement that a quarter of the probes surpass: what noise and blur leave of it.
    public var usual: Float
    /// Share of the probes that agree with the reference.
    public var agreeing: Float
    /// The same, weighted by how distinct they are: a straight edge agrees with any other.
    public var distinct: Float
    /// Share that agree closely, with at least some of the reference's contrast: not by chance. Weighted as `distinct`.
    public var sure: Float
    /// Share that show something else, with structure of its own.
    public var foreign: Float
    /// Places, apart from each other and from what is burnt out, where something else is shown: drops are everywhere, a stain is
    /// in one place.
    public var spots: Int
    /// Share that show nothing.
    public var blank: Float
    /// Share that are burnt out.
    public var clipped: Float
    /// Contrast of what agrees, against the reference.
    public var contrast: Float
    /// Fine detail against coarse, of what agrees, against the reference.
    public var sharpness: Float
    /// One for each dial.
    public var dials: [DialFigures]
    /// One for each probe.
    public var probes: [ProbeFigures]
}
