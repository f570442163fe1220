// What goes wrong in front of and inside a camera: every kind of picture that must not be taken for a good one.
// A fault knows which reasons an operator may be told for it, so that a gate can be held to it.

import Metering

/// A fault that a simulated frame can have.
public enum SimulatedFault: String, Sendable, CaseIterable {
    /// Cloth, a hand or tape over all of the lens, or over all dials.
    case covered
    /// An object over some dials, which leaves others free.
    case partlyCovered = "partly-covered"
    /// The camera has come off and hangs: floor, wall or the inside of a cupboard.
    case removed
    /// The camera looks at a meter of another kind.
    case otherKind = "other-kind"
    /// The camera looks at another meter of the same model: another serial number, other wear.
    case otherMeter = "other-meter"
    /// The light has failed.
    case black
    /// Far too much light.
    case overexposed
    /// The JPEG ends in the middle.
    case truncated
    /// A whole JPEG whose lower part never arrived and is gray or green.
    case halfFrame = "half-frame"
    /// A whole JPEG whose lower part is a strip of the upper one, over and over.
    case staleBand = "stale-band"
    /// Out of focus.
    case defocused
    /// Shaken during the exposure.
    case shaken
    /// Drops on the glass.
    case wet
    /// Mist on the glass: pale, with a halo.
    case misted
    /// Dirt on the glass.
    case dirty
    /// Hardly any contrast.
    case pale
    /// Hardly any light.
    case dim
    /// A reflection on some dials.
    case glareOnDials = "glare-on-dials"
    /// A narrow reflection across the dials.
    case glareStripe = "glare-stripe"
    /// The camera has turned or slid so far that not all dials are in the picture.
    case movedAway = "moved-away"
    /// The same bytes again.
    case frozen

    /// True when no frame with this fault at full strength may be read, whatever the strength of the others.
    public var leavesNothing: Bool {
        switch self {
        case .covered, .removed, .otherKind, .otherMeter, .black, .overexposed, .truncated, .halfFrame, .frozen,
            .movedAway:
            true
        case .partlyCovered, .staleBand, .defocused, .shaken, .wet, .misted, .dirty, .pale, .dim, .glareOnDials,
            .glareStripe:
            false
        }
    }

    /// The reasons that are right for a frame with this fault, the plainest first. More than one where the picture leaves open
    /// what has happened: a dark cloth and a failed light are the same picture.
    public var expectedReasons: [Reason] {
        switch self {
        case .covered: [.occluded, .notThisMeter, .dark, .blurred]
        case .partlyCovered: [.occluded]
        case .removed: [.notThisMeter, .occluded]
        case .otherKind, .otherMeter: [.notThisMeter]
        case .black: [.dark]
        case .overexposed: [.overexposed]
        case .truncated: [.truncatedJPEG]
        case .halfFrame: [.truncatedJPEG]
        case .staleBand: [.occluded, .truncatedJPEG, .moved]
        case .defocused, .shaken: [.blurred]
        case .wet: [.wet, .occluded, .blurred]
        case .misted: [.lowContrast, .blurred, .wet]
        case .dirty: [.occluded, .wet, .lowContrast]
        case .pale: [.lowContrast]
        case .dim: [.dark]
        case .glareOnDials, .glareStripe: [.glare, .overexposed]
        case .movedAway: [.moved]
        case .frozen: [.frozen]
        }
    }
}
