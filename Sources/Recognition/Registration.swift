// What registration found out about one frame: where the reference lies in it, and how far that can be trusted.

/// The result of looking for the reference frame in another frame.
public struct Registration: Sendable, Equatable {
    /// The map from the reference frame to this frame, both in full-frame coordinates.
    public var placement: Placement
    /// How well the fixed parts agree, 0 … 1: the mean normalised cross-correlation of the better patches.
    public var score: Float
    /// Standard deviation of that correlation between all patches in view. Bad light spoils all of them about alike; of a display in
    /// the mirror its frame agrees wholly and its print not at all.
    public var unevenness: Float
    /// Estimated error of the placement at the worst corner of a dial, in pixels of the reference frame: how far the patches
    /// disagree with each other about it, and how far a slant that cannot be ruled out would move it.
    public var uncertainty: Float
    /// Whether the whole range was searched, since the expected placement was not surely the best.
    public var searched: Bool

    /// A result with these parts.
    public init(placement: Placement, score: Float, unevenness: Float = 0, uncertainty: Float, searched: Bool) {
        self.placement = placement
        self.score = score
        self.unevenness = unevenness
        self.uncertainty = uncertainty
        self.searched = searched
    }

    /// Whether nothing else in reach needs to be looked at.
    var isSure: Bool {
        score >= RegistrationLimits.sureScore && uncertainty <= RegistrationLimits.sureUncertainty
    }

    /// Whether patches agree as those of the meter do: a high score may come from few of them under glare, a low one may not.
    var agreesAlike: Bool {
        score >= RegistrationLimits.sureScore || unevenness <= RegistrationLimits.unevenness
    }

    /// Whether the frame may be read at this placement; a frame where this is false is refused as moved.
    public var acceptable: Bool {
        score >= RegistrationLimits.score && uncertainty <= RegistrationLimits.uncertainty && agreesAlike
    }
}
