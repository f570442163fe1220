// Which way a needle dial is numbered: where its nought lies, and whether the numbers grow clockwise.

/// The sense of a needle dial's scale.
public struct NeedleSense: Sendable, Hashable {
    /// Quarters of a turn, clockwise, from the direction that a search calls up to the scale's nought.
    public let quarter: Int
    /// Whether the numbers grow clockwise.
    public let clockwise: Bool

    /// A sense.
    public init(quarter: Int = 0, clockwise: Bool = true) { (self.quarter, self.clockwise) = (quarter, clockwise) }

    /// Every sense that a dial may have.
    public static let all = (0..<4).flatMap { quarter in
        [true, false].map { NeedleSense(quarter: quarter, clockwise: $0) }
    }

    /// `weights` by steps of a scale of this sense, by steps of one that grows clockwise from up.
    func turned(_ weights: [Float]) -> [Float] {
        (0..<Position.steps).map { step in
            let beyond = step - quarter * Position.steps / 4
            return weights[((clockwise ? beyond : -beyond) + 2 * Position.steps) % Position.steps]
        }
    }
}
