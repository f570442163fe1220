// How sure an index must be to be published. One misread dial can stand for any other digit, which together make a few
// per cent of doubt that no picture takes away; a single rival that is nearly as likely is another matter.

/// What an answer must reach not to be called ambiguous.
struct Certainty {
    /// The least probability of the answer against everything else.
    let confidenceMin: Float
    /// The greatest probability of any one other index.
    let rivalMax: Float

    /// What is asked with this history.
    init(_ window: DecodingWindow?) {
        switch window?.isLimited {
        // Nothing but the dials speaks.
        case nil: (confidenceMin, rivalMax) = (0.93, 0.016)
        case true?: (confidenceMin, rivalMax) = (0.96, 0.01)
        // Without a limit an advance beyond a unit of the lowest wheel is unlikely, but where the dials show it, it is read.
        case false?: (confidenceMin, rivalMax) = (0.96, 0.03)
        }
    }
}
