// What one dial shows, as a distribution: 100 circular steps of a tenth (0.0 … 9.9) and "no dial here".
// The hundred steps and `none` add up to 1. Whoever needs one number asks for `value` and looks at `spread`.

/// The distribution over what a dial shows.
public struct Position: Sendable, Equatable {
    /// Steps of a tenth in one turn of a dial.
    public static let steps = 100

    /// Probability of each tenth, 0.0, 0.1 … 9.9.
    public var probabilities: [Float]
    /// Probability that there is no readable dial at this place.
    public var none: Float
    /// Whether something lies over the dial: what cannot be read there is not a place left blank.
    public var isHidden = false

    /// Takes over a distribution of `Position.steps` probabilities that adds up to 1 with `none`.
    public init(probabilities: [Float], none: Float) {
        precondition(probabilities.count == Position.steps)
        self.probabilities = probabilities
        self.none = none
    }

    /// The distribution of `steps` logits and one for "no dial", divided by `temperature`. They lie in whole vectors, which
    /// are overwritten.
    init(logits vectors: UnsafeMutablePointer<SIMD4<Float>>, temperature: Float = 1) {
        let logits = UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Float.self)
        let count = (Position.steps + 4) / 4
        for i in Position.steps + 1..<4 * count { logits[i] = -.greatestFiniteMagnitude }
        var tops = vectors[0]
        for i in 1..<count { tops = tops.greater(vectors[i]) }
        let top = max(max(tops[0], tops[1]), max(tops[2], tops[3]))
        var sums = SIMD4<Float>.zero
        for i in 0..<count {
            vectors[i] = Elementary.exp((vectors[i] - top) / temperature)
            sums += vectors[i]
        }
        let sum = sums.sum()
        none = logits[Position.steps] / sum
        probabilities = [Float](unsafeUninitializedCapacity: Position.steps) { out, count in
            for step in 0..<Position.steps { out[step] = logits[step] / sum }
            count = Position.steps
        }
    }

    /// Nothing known: no dial was found here.
    public static let unreadable = Position(probabilities: [Float](repeating: 0, count: steps), none: 1)

    /// A bell around `value` (in positions, any turn) with standard deviation `spread`, for positions that were read by
    /// somebody else.
    public init(around value: Float, spread: Float) {
        let width = max(spread * 10, 0.5)
        var probabilities = [Float](repeating: 0, count: Position.steps)
        var sum: Float = 0
        for step in 0..<Position.steps {
            var distance = (Float(step) - value * 10).truncatingRemainder(dividingBy: 100)
            if distance > 50 { distance -= 100 }
            if distance < -50 { distance += 100 }
            probabilities[step] = Elementary.exp(-distance * distance / (2 * width * width))
            sum += probabilities[step]
        }
        for step in 0..<Position.steps { probabilities[step] /= sum }
        self.init(probabilities: probabilities, none: 0)
    }

    /// The same under something because of which a share of such answers, `outliers`, has nothing to do with what the dial shows.
    public func doubted(_ outliers: Float) -> Position {
        Position(probabilities: probabilities.map { $0 * (1 - outliers) }, none: none + (1 - none) * outliers).hidden
    }

    /// The same under something that hides it.
    public var hidden: Position {
        var hidden = self
        hidden.isHidden = true
        return hidden
    }

    /// The most probable step, 0 …< 100, the first of equals.
    public var peak: Int {
        var best = 0
        for step in 1..<Position.steps where probabilities[step] > probabilities[best] { best = step }
        return best
    }

    /// The position in 0 ..< 10: the mean of the mass within 0.6 around the peak.
    public var value: Float {
        let (mean, _) = momentsAroundPeak(within: 6)
        let position = mean / 10
        return position >= 10 ? position - 10 : position
    }

    /// The circular standard deviation of the whole distribution around `value`, in positions.
    public var spread: Float {
        let centre = value * 10
        var sum: Float = 0
        var mass: Float = 0
        for step in 0..<Position.steps {
            var distance = Float(step) - centre
            if distance > 50 { distance -= 100 }
            if distance < -50 { distance += 100 }
            sum += probabilities[step] * distance * distance
            mass += probabilities[step]
        }
        return mass > 0 ? (sum / mass).squareRoot() / 10 : 10
    }

    /// The digit whose half-open neighbourhood [d − 0.5, d + 0.5) holds most mass, and that mass.
    public var digit: (value: Int, mass: Float) {
        var best = 0
        var bestMass: Float = -1
        for digit in 0..<10 {
            var mass: Float = 0
            for offset in -5..<5 { mass += probabilities[(digit * 10 + offset + 100) % 100] }
            if mass > bestMass {
                best = digit
                bestMass = mass
            }
        }
        return (best, min(bestMass, 1))
    }

    /// The share of all mass that lies within 0.6 of the peak: how sure the reader is of `value`.
    public var confidence: Float {
        // Rounded probabilities may add up to a little more than 1.
        min(momentsAroundPeak(within: 6).mass, 1)
    }

    private func momentsAroundPeak(within reach: Int) -> (mean: Float, mass: Float) {
        let peak = self.peak
        var sum: Float = 0
        var mass: Float = 0
        for offset in -reach...reach {
            let probability = probabilities[(peak + offset + 100) % 100]
            sum += probability * Float(offset)
            mass += probability
        }
        guard mass > 0 else { return (Float(peak), 0) }
        var mean = Float(peak) + sum / mass
        if mean < 0 { mean += 100 }
        if mean >= 100 { mean -= 100 }
        return (mean, mass)
    }
}
