// How far a dial's picture may lie from the mechanism's ideal: the reader's errors, the play of the gears and, until it is
// learned, a mounting error of up to four tenths. A mixture of bells, so that what is rare stays thinkable.

/// The distribution of a dial's error, in tenths of a position.
struct PlayKernel {
    /// The furthest error that is not a plainly wrong reading, in tenths.
    private static let reach = 12

    private let shares: [Float]

    /// The kernel of a dial; the lowest has no mounting error, since nothing stands below it that would show one.
    init(_ mechanism: DialMechanism, isLowest: Bool) {
        var shares = [Float](repeating: 0, count: 2 * PlayKernel.reach + 1)
        for bell in PlayKernel.bells(mechanism, isLowest: isLowest) {
            let scale = -0.5 / (bell.width * bell.width)
            var sum: Float = 0
            var values = shares
            for offset in -PlayKernel.reach...PlayKernel.reach {
                let value = Elementary.exp(Float(offset * offset) * scale)
                values[offset + PlayKernel.reach] = value
                sum += value
            }
            for i in 0..<shares.count { shares[i] += values[i] * (bell.share / sum) }
        }
        self.shares = shares
    }

    private static func bells(_ mechanism: DialMechanism, isLowest: Bool) -> [(width: Float, share: Float)] {
        if mechanism.kind == .segment { return [(1.5, 1)] }
        if isLowest { return [(0.8, 0.85), (2.5, 0.15)] }
        // What is learned is not in here: each mounting error has its own place.
        if mechanism.belief != nil { return [(1.05, 0.9), (2, 0.09), (3.5, 0.01)] }
        return [(1.1, 0.8), (2.2, 0.16), (3.5, 0.04)]
    }

    /// The likelihood of each tenth, given what was read. Readers are far surer than they say: of what they hold possible at
    /// a few per cent, next to nothing comes true. Squared, their shares are nearer to how often they are right.
    func widened(_ position: Position, outlierShare: Float) -> [Float] {
        let reach = PlayKernel.reach
        var sums = [Float](repeating: 0, count: Position.steps + 2 * reach)
        var squares: Float = 0
        var shown: Float = 0
        for probability in position.probabilities {
            squares += probability * probability
            shown += probability
        }
        let floor = (outlierShare + position.none) / (1 + outlierShare) / Float(Position.steps)
        let scale = squares > 0 ? shown / squares / (1 + outlierShare) : 0
        position.probabilities.withUnsafeBufferPointer { probabilities in
            shares.withUnsafeBufferPointer { shares in
                sums.withUnsafeMutableBufferPointer { sums in
                    for step in 0..<Position.steps {
                        let own = probabilities[step] * probabilities[step] * scale
                        guard own > 1e-5 else { continue }
                        for i in 0..<shares.count { sums[step + i] += own * shares[i] }
                    }
                }
            }
        }
        var likelihood = [Float](repeating: floor, count: Position.steps)
        for i in 0..<sums.count { likelihood[(i - reach + Position.steps) % Position.steps] += sums[i] }
        return likelihood
    }
}
