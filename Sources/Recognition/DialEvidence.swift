// What one dial's picture says about where the mechanism stands: the read distribution, widened by the mechanism's
// play and by what is not known of its mounting error, with a floor for the case that the reader is plainly wrong.

/// The likelihood of each position of one dial, as a share of its greatest.
struct DialEvidence {
    /// Share of readings that have nothing to do with what the dial shows.
    private static let outlierShare: Float = 0.002
    /// The same for a digit that is taken as blank.
    private static let blankOutlierShare: Float = 0.02
    /// A likelihood below this share of the best one is a contradiction.
    private static let disagreement: Float = 0.003
    /// Ways of being carried that are less probable are left out.
    private static let shareMin: Float = 1e-3
    /// How far a dial can stand from its digit in either direction, in tenths.
    private static let reach = 10

    /// Likelihoods of the ten digits (lanes 0 … 9) at −1 … +1.1 positions beyond the digit, in tenths; where a mounting
    /// error was learned, for each way of being carried with the errors that go with it.
    private var table: [SIMD16<Float>]
    /// The ways in which the dial may be carried, with their probabilities and where their likelihoods begin.
    private var rolls: [(shape: RollShape, share: Float, first: Int)] = []
    /// True when all ways have the same likelihoods.
    private let isShared: Bool
    private let kind: DialKind
    /// The least likelihood of any position.
    let floor: Float
    /// The position read, corrected by the mounting error; nil when nothing was.
    let seen: Float?
    /// True when the picture says nothing at all.
    var isUnreadable: Bool { seen == nil }

    /// The evidence of one dial in one or several frames, in time order.
    init(_ frames: [Position], _ mechanism: DialMechanism, role: DialRole) {
        kind = mechanism.kind
        let belief = role == .lowest || role == .blank ? nil : mechanism.belief
        isShared = belief == nil
        if belief == nil, mechanism.kind == .wheel, role != .lowest {
            let shares = mechanism.rollShares(aboveNeedle: role == .aboveNeedle)
            for i in 0..<shares.count where shares[i] > DialEvidence.shareMin {
                rolls.append((RollShape.all[i], shares[i], 0))
            }
        }
        // The lowest dial moves from frame to frame: the last picture of it counts. The others hardly do.
        let readable = frames.filter { $0.none <= 0.5 }
        let used = role == .lowest ? readable.suffix(1) : readable[...]
        let kernel = PlayKernel(mechanism, isLowest: role == .lowest)
        var likelihood = DialEvidence.likelihood(used, kernel, lone: frames.count == 1 ? frames[0] : nil)
        if role == .blank { likelihood = DialEvidence.blank() }
        var best: Float = 0
        var least = Float.infinity
        for value in likelihood {
            best = max(best, value)
            least = min(least, value)
        }
        floor = least / best
        if role == .blank {
            seen = 0
        } else {
            let last = used.last?.value
            seen = last.map { DialEvidence.wrapped($0 - mechanism.zero - (belief?.zero ?? 0)) }
        }
        let zero = role == .blank ? 0 : mechanism.zero
        guard let belief else {
            table = DialEvidence.table(likelihood, best, zero: zero, reach: DialEvidence.reach)
            return
        }
        table = []
        let wide = DialEvidence.table(likelihood, best, zero: zero, reach: DialEvidence.reach + DialBelief.zeroReach)
        spread(wide, over: belief)
    }

    /// Makes a table for each way of being carried that is believed in, over the mounting errors that go with it.
    private mutating func spread(_ wide: [SIMD16<Float>], over belief: DialBelief) {
        for (number, shape) in belief.shapes.enumerated() {
            let share = belief.share(number)
            guard share > DialEvidence.shareMin / 4 else { continue }
            rolls.append((shape, share, table.count))
            for row in 0..<2 * DialEvidence.reach + 2 {
                var sum = SIMD16<Float>.zero
                for zero in 0..<DialBelief.zeroCount {
                    sum += wide[row + zero] * belief.weights[number * DialBelief.zeroCount + zero]
                }
                table.append(sum)
            }
        }
    }

    /// The likelihoods of the ten digits and, as a weighted sum, how far beyond its digit the dial stands, when its lower
    /// dials are `fraction` (0 ..< 1) of the way to the next digit. `driver` is where the dial below stands; nil for the
    /// lowest.
    @inline(__always)
    func stands(fraction: Float, driver: Float?) -> (likelihood: SIMD16<Float>, moment: SIMD16<Float>) {
        switch kind {
        case .needle:
            let value = at(fraction)
            return (value, value * fraction)
        case .segment: return (table[DialEvidence.reach], .zero)
        case .wheel:
            guard let driver else {
                let value = at(fraction)
                return (value, value * fraction)
            }
            var sum = SIMD16<Float>.zero
            var moment = SIMD16<Float>.zero
            // Most shapes are at rest most of the time.
            var resting: Float = 0
            for roll in rolls {
                let advance = roll.shape.advance(driver: driver)
                if advance == 0 {
                    if isShared { resting += roll.share } else { sum += table[roll.first + DialEvidence.reach] }
                    continue
                }
                let value = at(advance, from: roll.first) * (isShared ? roll.share : 1)
                sum += value
                moment += value * advance
            }
            return (isShared ? sum + table[DialEvidence.reach] * resting : sum, moment)
        }
    }

    /// True when a likelihood is so far below the dial's best that the dial shows something else.
    func contradicts(_ value: Float) -> Bool { value < DialEvidence.disagreement }

    /// Linear interpolation between the tenths around `advance`.
    @inline(__always)
    private func at(_ advance: Float, from first: Int = 0) -> SIMD16<Float> {
        let step = advance * 10 + Float(DialEvidence.reach)
        let whole = min(max(Int(step), 0), 2 * DialEvidence.reach)
        let rest = step - Float(whole)
        return table[first + whole] * (1 - rest) + table[first + whole + 1] * rest
    }

    // MARK: - Likelihood

    /// The likelihood of each tenth. Several frames are averaged as logarithms: what is wrong stays the same from frame to
    /// frame, so that seeing it again proves nothing, and frames that contradict each other leave doubt.
    private static func likelihood(_ frames: ArraySlice<Position>, _ kernel: PlayKernel, lone: Position?) -> [Float] {
        guard let first = frames.first else {
            // Unreadable, but not without any opinion: a single frame keeps what the reader thinks possible.
            if let lone { return kernel.widened(lone, outlierShare: outlierShare) }
            return [Float](repeating: 1, count: Position.steps)
        }
        if frames.count == 1 { return kernel.widened(first, outlierShare: outlierShare) }
        var sums = [Float](repeating: 0, count: Position.steps)
        var weight: Float = 0
        for frame in frames {
            let own = kernel.widened(frame, outlierShare: outlierShare)
            let share = 1 - frame.none
            weight += share
            for step in 0..<Position.steps { sums[step] += share * Elementary.log(own[step]) }
        }
        return sums.map { Elementary.exp($0 / weight) }
    }

    /// A digit that a display does not show because only zeros stand above it.
    private static func blank() -> [Float] {
        var likelihood = [Float](repeating: blankOutlierShare / Float(Position.steps), count: Position.steps)
        likelihood[0] = 1
        return likelihood
    }

    private static func table(_ likelihood: [Float], _ best: Float, zero: Float, reach: Int) -> [SIMD16<Float>] {
        let shift = wrapped(zero) * 10
        let whole = Int(shift)
        let rest = shift - Float(whole)
        var moved = [Float](repeating: 0, count: Position.steps)
        for step in 0..<Position.steps {
            let low = likelihood[(step + whole) % Position.steps]
            let high = likelihood[(step + whole + 1) % Position.steps]
            moved[step] = (low * (1 - rest) + high * rest) / best
        }
        var table: [SIMD16<Float>] = []
        table.reserveCapacity(2 * reach + 2)
        for tenth in -reach...reach + 1 {
            var digits = SIMD16<Float>.zero
            var step = (tenth + Position.steps) % Position.steps
            for digit in 0..<10 {
                digits[digit] = moved[step]
                step += 10
                if step >= Position.steps { step -= Position.steps }
            }
            table.append(digits)
        }
        return table
    }

    /// `position` in 0 ..< 10.
    static func wrapped(_ position: Float) -> Float {
        let rest = position - (position / 10).rounded(.down) * 10
        return rest < 10 ? rest : 0
    }
}

/// What a dial is to its register.
enum DialRole {
    /// The least significant one: what it shows is the index's last place by definition.
    case lowest
    /// It stands over a needle.
    case aboveNeedle
    /// Any other.
    case plain
    /// A display digit that is blank because only zeros stand above it.
    case blank
}
