// The limits of the gate, each with the rule that gave it. `Scripts/gate` renders frames with faults of growing strength, reads their
// dials through the product's path and prints the tables from which they follow; "sure" is a dial read with a confidence of 0.95.

/// Named limits of the gate.
public enum QualityLimits {
    // MARK: - What must not be read

    /// Least agreement of a dial's surroundings: of ten dials below it fewer than one can be read.
    static let surroundings: Float = 0.4
    /// Most separate places of the print that show something else: with more of them fewer than half of the dials can be read, and
    /// drops that touch no probe turn digits upside down.
    static let spots = 4
    /// Least share of a dial that lies in the frame: no reader was trained on less.
    static let inside: Float = 0.95
    /// Most rows of one tone at the lower end of what is decoded, and how far they must reach into what shows print or dials: one
    /// block of a JPEG each way.
    static let emptyRows = 8
    static let lostRows: Float = 8

    // MARK: - What is read with doubt

    /// Where something lies over a part of the meter, about one in 25 dials is wrong of which the reader is sure, against none of
    /// 1793 where the whole frame is dim, pale, misted, blurred or shaken; so for the latter there is no limit here. The decoder is
    /// told this share.
    public static let outliers: Float = 0.045
    /// Agreement of a dial's surroundings below which that is so; not higher, because a part that turns and is not on the card, as
    /// the star of a water meter, disagrees too,
    static let doubtful: Float = 0.8
    /// or its burnt out share from here on,
    static let glare: Float = 0.15
    /// The same of a dial of dark segments: a third of one segment,
    static let glareOnSegments: Float = 0.02
    /// of which it is as likely as not that it hides one: 5 is 6 less one, and looks like nothing else.
    static let hiddenSegment: Float = 0.5
    /// Burnt out share of a dial in the reference from which its segments shine themselves.
    static let shining: Float = 0.01
    /// A dial is doubtful too from this number of places that show something else.
    static let doubtfulSpots = 2

    // MARK: - What explains that a dial could not be read

    /// Steps of luma between the dark and the bright part of a dial below which fewer than half are read.
    static let range: Float = 10
    /// Mean luma of a dial below which its want of contrast is called darkness.
    static let dim: Float = 40
    /// Contrast of a dial against the reference below which a third cannot be read.
    static let contrast: Float = 0.15
    /// Sharpness below which more than a tenth of the dials are not sure, and hardly any frame is accepted.
    static let sharpness: Float = 0.6

    // MARK: - Why registration refused a frame

    /// Luma that hardly any pixel of a dark frame reaches: brighter frames are found.
    static let dark: Float = 36
    /// Burnt out share of the meter's place from which a frame is overexposed.
    static let overexposed: Float = 0.5
    /// Share of agreeing probes from which the meter is certainly there, where straight edges count nothing: no picture of
    /// something else reaches 0.45;
    static let present: Float = 0.5
    /// and where they count: another meter with a display of the same shape reaches 0.71.
    static let mostlyPresent: Float = 0.8
    /// Share of closely agreeing probes from which a part of the meter is there; other meters reach 0.12.
    static let partlyPresent: Float = 0.15
    /// Steps from cell to cell, against the reference's, below which a picture shows nothing: what fills it is too close.
    static let relief: Float = 0.1
    /// Contrast against the reference below which a frame is pale.
    static let frameContrast: Float = 0.15
    /// Share of probes that do not agree from which something lies before the meter.
    static let lost: Float = 0.15
    /// Fewest patches of other print, with print that agrees between them, that are called drops: a cover hides one.
    static let wetPatches = 3
    /// Share of probes that do not agree from which drops are not the cause: they leave most of a meter to be seen.
    static let wetLost: Float = 0.5
    /// Correlation at an eighth of the size from which the outline of the meter is there, if it was only looked for where
    /// registration looks: others reach 0.46;
    static let outline: Float = 0.5
    /// and that at a quarter of the size, if it was looked for everywhere, turned and resized: others reach 0.66, most meters that
    /// are half out of the picture 0.79; one in fifty is not found at all.
    static let outlineSure: Float = 0.72
    /// Share of the print, where straight edges count nothing, that must agree there: meters half out of the picture had 0.28 at
    /// least, half of the others 0.1 at most, single ones as much as these.
    static let outlinePrint: Float = 0.25
    /// The level of the pyramid at which the outline is looked for.
    static let outlineLevel = 3
    /// Places from which it is fitted, how many cells they are apart, and the tangent of the turns tried first.
    static let outlineStarts = 8
    static let outlineApart = 4
    static let outlineTurn: Float = 0.06
    /// Least share of the outline that must lie in the frame, and the share below which one and a half times as much more
    /// correlation is asked for as is missing.
    static let outlineOverlap: Float = 0.22
    static let outlineSafe: Float = 0.35

    /// Most rounds of steps of one length in which the outline is fitted.
    static let outlineRounds = 12

    // MARK: - Other print

    /// Share of the usual correlation below which a clearly seen probe begins to count as other print, and how much further down it
    /// counts fully: small digits look alike.
    static let foreign: Float = 0.85
    static let foreignSpan: Float = 0.1
    /// Largest share of other print. The same meter usually has none and reaches it in bad light, another of the same model has
    /// more in 39 of 40 frames: small digits look alike, so it is asked for only where the index is in doubt.
    public static let foreignPrint: Float = 0.029
    /// How far print is looked for around its place, and in which steps: away from what was compared, a placement is less exact.
    static let printReach: Float = 2.5
    static let printStep: Float = 1.25
    /// Most probes outside of what is normally decoded.
    static let printProbes = 256
    /// Least distinction of print: an edge of a housing is no print.
    static let printDistinction: Float = 0.2

    // MARK: - Probes

    /// Distance of the places where a probe may lie.
    static let raster: Float = 4
    /// Least standard deviation of a probe's cells.
    static let leastSpread: Float = 5
    /// Most probes, and of these the most that are chosen for lying near a dial.
    static let probes = 96
    static let nearProbes = 64
    /// How far from a dial a probe still speaks for it.
    static let nearby: Float = 28
    /// From this correlation on a probe agrees, and from this one not by chance.
    static let agreement: Float = 0.5
    static let sure: Float = 0.8
    /// Contrast against the reference below which a probe shows nothing, and from which one that disagrees clearly shows
    /// something else.
    static let blank: Float = 0.25
    static let clear: Float = 0.4
    /// Standard deviation that noise may give the cells of a probe: one that is no stronger in a frame counts half.
    static let noise: Float = 5
    /// Fewest probes, as they count, that speak for a dial.
    static let fewest: Float = 1.5
    /// Standard deviation of a probe's cells below which they show nothing at all.
    static let flat: Float = 0.4
    /// Probes that lie closer belong to the same spot.
    static let spot: Float = 32
    /// Samples along a side of a dial.
    static let dialSide = 16
    /// Luma from which a pixel is burnt out.
    static let burnt: UInt8 = 250
    /// Mean luma from which a probe lies in a reflection.
    static let bright: Float = 225
}
