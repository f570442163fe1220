// What registration found out about one frame: where the reference lies in it, and how far that can be trusted.

/// The result of looking for the reference frame in another frame.
public struct Registration: Sendable, Equatable {
    /// The map from the reference frame to this frame, both in full-frame coordinates.
    public var placement: Placement
    /// How well the fixed parts agree, 0 … 1: the mean normalised cross-correlation of the better patches.
    public var score: Float
    /// Estimated error of the placement at the worst corner of a dial, in pixels of the reference frame: how far the patches
    /// disagree with each other about it, and how far a slant that cannot be ruled out would move it.
    public var uncertainty: Float
    /// Whether the whole range was searched, since the expected placement was not surely the best.
    public var searched: Bool

    /// A result with these parts.
    public init(placement: Placement, score: Float, uncertainty: Float, searched: Bool) {
        self.placement = placement
        self.score = score
        self.uncertainty = uncertainty
        self.searched = searched
    }

    /// Whether the frame may be read at this placement; a frame where this is false is refused as moved.
    public var acceptable: Bool {
        score >= RegistrationLimits.score && uncertainty <= RegistrationLimits.uncertainty
    }
}
