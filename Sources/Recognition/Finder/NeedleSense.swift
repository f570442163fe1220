// Which way a needle dial is numbered: where its nought lies, and whether the numbers grow clockwise.

/// The sense of a needle dial's scale.
public struct NeedleSense: Sendable, Hashable {
    /// Hundredths of a turn, clockwise, from the direction that a search calls up to the scale's nought.
    public let turn: Int
    /// Whether the numbers grow clockwise.
    public let clockwise: Bool

    /// A sense.
    public init(turn: Int = 0, clockwise: Bool = true) { (self.turn, self.clockwise) = (turn, clockwise) }

    /// `weights` by steps of a scale of this sense, by steps of one that grows clockwise from up.
    func turned(_ weights: [Float]) -> [Float] {
        (0..<Position.steps).map { step in
            let beyond = (step - turn) % Position.steps
            return weights[((clockwise ? beyond : -beyond) + Position.steps) % Position.steps]
        }
    }
}
