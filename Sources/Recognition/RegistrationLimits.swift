// The limits of registration: how far it looks, how much it compares, and below what it refuses.
// Lengths are pixels of the full frame unless said otherwise.

/// Named limits of registration.
public enum RegistrationLimits {
    /// Lowest score of a frame that is accepted. Right placements of real frames score above 0.75, pictures of
    /// something else below 0.45; in between lie right ones under heavy noise, in hard light or with half the area hidden.
    public static let score: Float = 0.65
    /// Largest standard deviation of the correlation between patches for a score that is not sure: displays in the mirror, whose
    /// frame fits, score up to 0.71 and have 0.36 or more there, below 0.67 seldom 0.31; right ones in hard light have 0.34 at most.
    public static let unevenness: Float = 0.35
    /// Score from which an expected placement is accepted without a look at the others in reach: a round face turned by a
    /// few degrees may reach less than this.
    public static let sureScore: Float = 0.75
    /// Estimated error up to which that goes: patches of a placement that is far off disagree.
    static let sureUncertainty: Float = 0.1
    /// How much lower the score may be than at the last search for a placement to be accepted without another.
    static let scoreSlack: Float = 0.03
    /// Largest estimated error of a placement, at the worst corner of a dial, of a frame that is accepted.
    public static let uncertainty: Float = 0.2
    /// How far from the expected placement the wide search looks, each way.
    public static let shift: Float = 64
    /// How far from the expected placement the wide search turns, each way, as the tangent of half the angle (16°).
    public static let halfTurn: Float = 0.1405
    /// How far from the expected placement the wide search changes the size, each way.
    public static let scale: Float = 0.11

    /// Side of a patch in pixels of its level.
    static let patch = 8
    /// Most patches compared at one level.
    static let patches = 64
    /// Patches that may be given up for less good ones further up, so that fewer rows of a frame have to be decoded.
    static let sparePatches = 16
    /// The least share of the rows down to the lowest patch for which that is done: for less, patches that hold the lowest
    /// dials in place are worth more.
    static let sparedRows: Float = 0.125
    /// Places of one cell of the area that are looked at closely when patches are chosen.
    static let shortlist = 6
    /// Fewest patches at a level that is to be used.
    static let fewestPatches = 12
    /// Least standard deviation of luma in a patch, above what sensor noise alone gives.
    static let contrast: Float = 3
    /// Levels of the pyramid, each half the size of the one below.
    static let levels = 4
    /// The level from which an expected placement is refined.
    static let nearLevel = 2
    /// Most steps of refinement at full size: nearly all come to rest after a few, but one that is stopped on its way may still
    /// be half a pixel off where all patches agree well.
    static let steps = 40
    /// The same at a coarser level.
    static let coarseSteps = 10
    /// A step shorter than this, in pixels of the level, at every corner of the area ends the refinement.
    static let stillness: Float = 0.015
    /// The same above full size, where the next finer level goes on.
    static let coarseStillness: Float = 0.03
    /// How far, at a corner of the area, a meter may lie from where it is expected to be looked for at full size alone.
    static let unmovedReach: Float = 1
    /// Share of the patches, the best ones, whose mean correlation is the score: the others may be under glare.
    static let scoredShare: Float = 0.7
    /// Largest ratio of stretch or shear to size that is taken for a tilted camera, not for a mistake.
    static let stretch: Float = 0.06
    /// Least that the agreement of a patch is worth, where a corner is worth 1: a straight line agrees all along itself.
    static let leastDistinction: Float = 0.1
    /// Largest share by which a slanted camera may see the meter smaller, from the centre of the area to its rim.
    static let foreshortening: Float = 0.15
    /// How many times what chance gives a slant must explain of the patches' disagreement to be believed.
    static let slant: Float = 8
    /// The same from which it cannot be ruled out.
    static let doubtfulSlant: Float = 4
    /// Share of the patches that must lie inside the frame for that alone to be enough: where a meter is seen in part, what
    /// chance makes of a slant goes far astray beyond it.
    static let slantedView: Float = 0.9
    /// By how much the score must rise with a slant for it to be believed however little of the meter is seen.
    static let slantedScore: Float = 0.007
    /// By how much it rises only where there is a slant.
    static let slantedSurely: Float = 0.05
    /// Otherwise, how many times less sure a slanted placement is than its patches say.
    static let slantedDoubt: Float = 1.5
    /// Longest step of refinement, in pixels of the level, as felt at the rim of the area.
    static let stride: Float = 3
    /// Largest variance of the position of a corner of the area for unit noise in normalised patches.
    static let ambiguity: Float = 5
    /// Margin kept around moving parts.
    static let movingMargin: Float = 3
    /// Most points compared in the wide search.
    static let searchPoints = 1024
    /// Fewest points for a level to serve the wide search.
    static let fewestSearchPoints = 240
    /// Candidates of the wide search that are refined at the coarsest level.
    static let candidates = 12
    /// Candidates of the wide search that are refined down to full size.
    static let finalists = 2
}
