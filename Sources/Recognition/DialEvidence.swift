// What one dial's picture says about where the mechanism stands: the read distribution, widened by the mechanism's
// play, with a floor for the case that the reader is plainly wrong.

/// The likelihood of each position of one dial.
struct DialEvidence {
    /// Up to eight ways in which a dial can have been carried, each with its probability; kept in registers, since the search
    /// makes one for every value that it follows up.
    struct Advances {
        var values: SIMD8<Float>
        var probabilities: SIMD8<Float>
        var count: Int

        /// A single one, which is certain.
        @inline(__always)
        init(one value: Float) {
            values = SIMD8(repeating: value)
            probabilities = SIMD8(repeating: 1)
            count = 1
        }

        init(_ starts: [(start: Float, probability: Float)]) {
            self.init(one: 0)
            count = min(starts.count, 8)
            for i in 0..<count { (values[i], probabilities[i]) = starts[i] }
        }
    }

    /// Share of readings that have nothing to do with what the dial shows.
    private static let outlierShare: Float = 0.003
    /// A likelihood below this share of the best one is a contradiction.
    private static let disagreement: Float = 0.02

    /// Likelihood of each tenth, over three turns, so that no position within reach needs to be wrapped.
    private let likelihood: [Float]
    /// The greatest of them.
    let best: Float
    private let kind: DialKind
    private let zero: Float
    /// The roll starts thought possible, and how probable each is; no dial has more than eight.
    private let rollStarts: Advances
    /// True when the picture says nothing at all.
    let isUnreadable: Bool

    init(_ position: Position, _ mechanism: DialMechanism, aboveNeedle: Bool) {
        kind = mechanism.kind
        zero = mechanism.zero
        rollStarts = Advances(mechanism.rollStarts(aboveNeedle: aboveNeedle))
        isUnreadable = position.none > 0.5
        let kernel = DialEvidence.kernel(mechanism)
        let reach = kernel.count / 2
        let flat = (DialEvidence.outlierShare + position.none) / (1 + DialEvidence.outlierShare)
        let floor = flat / Float(Position.steps)
        var likelihood = [Float](repeating: floor, count: Position.steps)
        for step in 0..<Position.steps where position.probabilities[step] > 1e-6 {
            let mass = position.probabilities[step] / (1 + DialEvidence.outlierShare)
            for offset in -reach...reach {
                let target = (step + offset + Position.steps) % Position.steps
                likelihood[target] += mass * kernel[offset + reach]
            }
        }
        var best: Float = 0
        for value in likelihood where value > best { best = value }
        self.likelihood = likelihood + likelihood + likelihood
        self.best = best
    }

    /// How far beyond its digit the dial can stand when its lower dials are `fraction` (0 ..< 1) of the way to the next
    /// digit, and how likely each is. `driver` is where the dial below stands; nil for the lowest.
    @inline(__always)
    func advances(fraction: Float, driver: Float?) -> Advances {
        switch kind {
        case .needle: return Advances(one: fraction)
        case .segment: return Advances(one: 0)
        case .wheel:
            guard let driver else { return Advances(one: fraction) }
            var advances = rollStarts
            let turned = (driver - rollStarts.values) / (10 - rollStarts.values)
            advances.values = turned.replacing(with: 0, where: turned .< 0)
            return advances
        }
    }

    /// The likelihood of a dial at `digit` with one of these advances, and the position it then stands at: where several
    /// fit the picture, their mean.
    @inline(__always)
    func stand(digit: Int, _ advances: Advances) -> (likelihood: Float, position: Float) {
        var sum: Float = 0
        var moment: Float = 0
        for i in 0..<advances.count {
            let advance = advances.values[i]
            let value = advances.probabilities[i] * at(Float(digit) + advance)
            sum += value
            moment += value * advance
        }
        return (sum, Float(digit) + moment / sum)
    }

    /// True when a likelihood is so far below the dial's best that the dial shows something else.
    func contradicts(_ value: Float) -> Bool { value < best * DialEvidence.disagreement }

    /// Linear interpolation between the tenths around `position` (0 ..< 11), moved by the dial's mounting error.
    @inline(__always)
    private func at(_ position: Float) -> Float {
        let step = (position + zero) * 10 + Float(Position.steps)
        let whole = Int(step)
        let rest = step - Float(whole)
        return likelihood[whole] * (1 - rest) + likelihood[whole + 1] * rest
    }

    private static func kernel(_ mechanism: DialMechanism) -> [Float] {
        let (narrow, wide, wideShare) = mechanism.tolerance
        let reach = 9
        var kernel = [Float](repeating: 0, count: 2 * reach + 1)
        for (width, share) in [(narrow, 1 - wideShare), (wide, wideShare)] where share > 0 {
            var bell: [Float] = []
            var sum: Float = 0
            for offset in -reach...reach {
                let value = Elementary.exp(-Float(offset * offset) / (2 * width * width))
                bell.append(value)
                sum += value
            }
            for i in 0..<bell.count { kernel[i] += bell[i] / sum * share }
        }
        return kernel
    }
}
