// What is learned of one dial: a belief over pairs of a mounting error and a way of being carried. Needles know only one
// way. The lowest dial and segments learn nothing: nothing stands below that would show their error.

/// The learned habit of one dial.
struct DialHabit: Sendable, Equatable {
    /// The mounting errors that are told apart, as offsets to the one on the card, in positions.
    private static let zeros: [Float] = [-0.45, -0.36, -0.27, -0.18, -0.09, 0, 0.09, 0.18, 0.27, 0.36, 0.45]
    /// How uncertain one reading of a dial is, in positions, and its share of plainly wrong ones.
    private static let spread: Float = 0.11
    private static let outlierShare: Float = 0.05
    /// How much of what one reading says is believed: readings of one dial err alike.
    private static let trust: Float = 0.35
    /// What is kept of all that was learned before, per reading learned.
    private static let memory: Float = 0.997
    /// Readings below which nothing is applied.
    private static let readingsMin: Float = 25
    /// The share of what was thought before learning that stays for ever.
    private static let doubt: Float = 0.02
    /// How far the lower dials must have moved, as a share of a position of this dial, for a reading to be news.
    private static let news: Float = 0.03

    /// How many readings were learned, with what was forgotten taken off.
    private var count: Float = 0
    /// Where the dial stood at the last one, beyond its digit.
    private var lastFraction: Float = -1
    /// The logarithm of what the readings say for each pair, zero by zero.
    private var logs: [Float]

    init(_ role: DialRole) {
        logs = [Float](repeating: 0, count: role == .lowest ? 0 : DialHabit.zeros.count * RollShape.all.count)
    }

    /// A dial seen `offset` beyond its digit when its lower dials were `fraction` on the way and the one below stood at
    /// `driver`; `told` is the mounting error on the card.
    mutating func learn(offset: Float, fraction: Float, driver: Float, told: Float) {
        guard !logs.isEmpty, abs(fraction - lastFraction) >= DialHabit.news else { return }
        lastFraction = fraction
        count = count * DialHabit.memory + 1
        let scale = -0.5 / (DialHabit.spread * DialHabit.spread)
        for shape in 0..<RollShape.all.count {
            let advance = RollShape.all[shape].advance(driver: driver)
            for zero in 0..<DialHabit.zeros.count {
                let error = offset - advance - told - DialHabit.zeros[zero]
                let fit = (1 - DialHabit.outlierShare) * Elementary.exp(error * error * scale) + DialHabit.outlierShare
                let i = zero * RollShape.all.count + shape
                logs[i] = logs[i] * DialHabit.memory + DialHabit.trust * Elementary.log(fit)
            }
        }
        // Only differences matter; the best stays at zero, and the worst never falls out of reach.
        let best = logs.reduce(-.infinity, max)
        for i in 0..<logs.count { logs[i] = max(logs[i] - best, -40) }
    }

    /// The mounting error as far as it is known.
    func zero(told: Float) -> Float { count < DialHabit.readingsMin ? told : told + moments(weights(nil)).mean }

    /// Puts what was learned into `dial`.
    func apply(to dial: inout DialMechanism, role: DialRole) {
        guard !logs.isEmpty, count >= DialHabit.readingsMin else { return }
        let usual = dial.rollShares(aboveNeedle: role == .aboveNeedle)
        let weights = weights(dial.kind == .wheel ? usual : nil)
        let (mean, variance) = moments(weights)
        dial.zero += mean
        // A grid is known no finer than its steps, and the error of a reading has a part that stays the same.
        dial.zeroSpread = max(0.04, (variance + 0.16 / count).squareRoot())
        guard dial.kind == .wheel else { return }
        dial.rollWeights = (0..<usual.count).map { shape in
            var sum: Float = 0
            for zero in 0..<DialHabit.zeros.count { sum += weights[zero * usual.count + shape] }
            return (1 - DialHabit.doubt) * sum + DialHabit.doubt * usual[shape]
        }
    }

    /// The belief in each pair; a needle (no shares) turns all the time.
    private func weights(_ shares: [Float]?) -> [Float] {
        let shapes = RollShape.all.count
        var weights = [Float](repeating: 0, count: logs.count)
        var sum: Float = 0
        for i in 0..<logs.count {
            let share = shares.map { $0[i % shapes] } ?? (isNeedleShape(i % shapes) ? 1 : 0)
            let zero = DialHabit.zeros[i / shapes] / 0.25
            weights[i] = share * Elementary.exp(logs[i] - zero * zero / 2)
            sum += weights[i]
        }
        return sum > 0 ? weights.map { $0 / sum } : weights
    }

    private func isNeedleShape(_ shape: Int) -> Bool { shape == 0 }

    private func moments(_ weights: [Float]) -> (mean: Float, variance: Float) {
        var mean: Float = 0
        var square: Float = 0
        for i in 0..<weights.count {
            let zero = DialHabit.zeros[i / RollShape.all.count]
            mean += weights[i] * zero
            square += weights[i] * zero * zero
        }
        return (mean, max(square - mean * mean, 0))
    }

    // MARK: - Storage

    /// The count, the last fraction, and the logarithms.
    var numbers: [Float] { [count, lastFraction] + logs }

    init?(numbers: [Float], _ role: DialRole) {
        self.init(role)
        guard numbers.count == logs.count + 2, numbers.allSatisfy(\.isFinite), numbers[0] >= 0,
            numbers[0] <= 1 / (1 - DialHabit.memory) + 1, numbers.dropFirst(2).allSatisfy({ (-40...0).contains($0) })
        else { return nil }
        count = numbers[0]
        lastFraction = numbers[1]
        logs = Array(numbers.dropFirst(2))
    }
}
