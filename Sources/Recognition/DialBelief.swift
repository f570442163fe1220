// What is believed of one dial: how probable each pair of a mounting error and a way of being carried is. Pairs, because a
// picture shows only their sum: a wheel that stands too far is off, or on its way, and not both by chance.

/// The belief in the pairs of a mounting error and a way of being carried.
struct DialBelief: Sendable, Equatable {
    /// The largest mounting error that is told apart, in tenths of a position.
    static let zeroReach = 5
    /// Mounting errors that are told apart: every tenth from −reach to reach, as offsets to the one on the card.
    static let zeroCount = 2 * zeroReach + 1
    /// How large mounting errors usually are, in positions.
    private static let zeroSpread: Float = 0.25

    /// The ways that are told apart.
    let shapes: [RollShape]
    /// The probability of each pair, shape by shape; they add up to 1.
    let weights: [Float]
    /// The logarithm of how likely it was, before anything was seen, to see all this.
    let fit: Float

    /// The belief that follows from what was thought of each shape before, and from the logarithms of what was seen.
    init(_ shapes: [RollShape], shares: [Float], logs: [Float]) {
        self.shapes = shapes
        var weights = [Float](repeating: 0, count: logs.count)
        var sum: Float = 0
        for shape in 0..<shapes.count where shares[shape] > 0 {
            for zero in 0..<DialBelief.zeroCount {
                let i = shape * DialBelief.zeroCount + zero
                let error = DialBelief.zero(zero) / DialBelief.zeroSpread
                weights[i] = shares[shape] * Elementary.exp(logs[i] - error * error / 2)
                sum += weights[i]
            }
        }
        if sum > 0 { for i in 0..<weights.count { weights[i] /= sum } }
        self.weights = weights
        fit = Elementary.log(sum)
    }

    /// The mounting error of a place in the list, in positions.
    static func zero(_ number: Int) -> Float { Float(number - zeroReach) / 10 }

    /// The mounting error to be expected, as an offset to the one on the card.
    var zero: Float {
        var mean: Float = 0
        for i in 0..<weights.count { mean += weights[i] * DialBelief.zero(i % DialBelief.zeroCount) }
        return mean
    }

    /// The probability of one way of being carried.
    func share(_ shape: Int) -> Float {
        var sum: Float = 0
        for zero in 0..<DialBelief.zeroCount { sum += weights[shape * DialBelief.zeroCount + zero] }
        return sum
    }

    /// How far beyond its digit the dial is to be expected when the one below stands at `driver`.
    func advance(driver: Float) -> Float {
        var mean: Float = 0
        for shape in 0..<shapes.count { mean += share(shape) * shapes[shape].advance(driver: driver) }
        return mean
    }
}
