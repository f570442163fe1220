// What one dial's picture says about where the mechanism stands: the read distribution, widened by the mechanism's
// play, with a floor for the case that the reader is plainly wrong.

/// The likelihood of each position of one dial.
struct DialEvidence {
    /// Share of readings that have nothing to do with what the dial shows.
    private static let outlierShare: Float = 0.003
    /// A likelihood below this share of the best one is a contradiction.
    private static let disagreement: Float = 0.02

    /// Likelihood of each tenth.
    private let likelihood: [Float]
    private let best: Float
    private let kind: DialKind
    private let zero: Float
    private let rollStarts: [(start: Float, probability: Float)]
    /// True when the picture says nothing at all.
    let isUnreadable: Bool

    init(_ position: Position, _ mechanism: DialMechanism, aboveNeedle: Bool) {
        kind = mechanism.kind
        zero = mechanism.zero
        rollStarts = mechanism.rollStarts(aboveNeedle: aboveNeedle)
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
        self.likelihood = likelihood
        self.best = best
    }

    /// The likelihood of a dial at `digit` with its lower dials `fraction` (0 ..< 1) of the way to the next digit, and
    /// the position it then stands at. `driver` is where the dial below stands; nil for the lowest.
    @inline(__always)
    func stand(digit: Int, fraction: Float, driver: Float?) -> (likelihood: Float, position: Float) {
        let digit = Float(digit)
        switch kind {
        case .needle: return (at(digit + fraction), digit + fraction)
        case .segment: return (at(digit), digit)
        case .wheel:
            guard let driver else { return (at(digit + fraction), digit + fraction) }
            // Where the roll start is not known, the position is the mean over the starts that fit the picture.
            var sum: Float = 0
            var moment: Float = 0
            for (start, probability) in rollStarts {
                let roll = max(0, (driver - start) / (10 - start))
                let value = probability * at(digit + roll)
                sum += value
                moment += value * roll
            }
            return (sum, digit + moment / sum)
        }
    }

    /// True when a likelihood is so far below the dial's best that the dial shows something else.
    func contradicts(_ value: Float) -> Bool { value < best * DialEvidence.disagreement }

    /// Linear interpolation between the tenths around `position`, moved by the dial's mounting error.
    @inline(__always)
    private func at(_ position: Float) -> Float {
        let step = (position + zero) * 10 + 200
        let whole = Int(step)
        let rest = step - Float(whole)
        return likelihood[whole % Position.steps] * (1 - rest) + likelihood[(whole + 1) % Position.steps] * rest
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
