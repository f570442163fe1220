// What is learned of one dial: for each pair of a mounting error and a way of being carried, what the readings say of it.
// Readings at one place count as one, since a reader errs alike there; each place speaks for itself, but never so loudly
// that one misread dial could hide the truth for long. The lowest dial and segments learn nothing.

/// The learned habit of one dial.
struct DialHabit: Sendable, Equatable {
    /// How uncertain a reading of a dial is: bells in positions, and the share of plainly wrong ones.
    private static let bells: [(width: Float, share: Float)] = [(0.11, 0.9), (0.2, 0.09)]
    private static let outlierShare: Float = 0.001
    /// What is kept of all that was learned before, per place learned.
    private static let memory: Float = 0.997
    /// How far the lower dials must have moved, as a share of a position of this dial, to be at another place.
    private static let news: Float = 0.03
    /// Readings at one place after which the newest replaces an old one.
    private static let placeMax: Float = 8
    /// What is never surpassed by the doubt in a pair: what was wrong for long can become right again.
    private static let leastLog: Float = -12

    private let kind: HabitKind
    /// How many readings were learned at the place where the dial was last; 0 if none ever.
    private var count: Float = 0
    /// That place, in positions beyond its digit.
    private var place: Float = -1
    /// What the readings at all earlier places say of each pair, as logarithms, shape by shape.
    private var before: [Float]
    /// What those at the last place say on average.
    private var here: [Float]
    /// How much better, as a logarithm, all of it fits a wheel of a meter whose wheels begin to roll anywhere than one of a usual
    /// meter.
    private(set) var looseness: Float = 0

    init(_ kind: HabitKind) {
        self.kind = kind
        before = [Float](repeating: 0, count: kind.shapes.count * DialBelief.zeroCount)
        here = before
    }

    /// A dial seen `offset` beyond its digit when its lower dials were `fraction` on the way and the one below stood at
    /// `driver`; `told` is the mounting error on the card. Where `shares` says what was thought of each shape before, the
    /// result is how well this fits all that was learned: the logarithm by which it makes the whole more or less likely.
    @discardableResult
    mutating func learn(offset: Float, fraction: Float, driver: Float, told: Float, shares: [Float]? = nil) -> Float {
        guard !before.isEmpty else { return 0 }
        if count == 0 || abs(fraction - place) >= DialHabit.news {
            place = fraction
            count = 0
            for i in 0..<before.count {
                before[i] = DialHabit.memory * (before[i] + here[i])
                here[i] = 0
            }
            let best = before.reduce(-.infinity, max)
            for i in 0..<before.count { before[i] = max(before[i] - best, DialHabit.leastLog) }
        }
        let known = shares.map { fit($0) } ?? 0
        count = min(count + 1, DialHabit.placeMax)
        for (number, shape) in kind.shapes.enumerated() {
            let beyond = offset - told - shape.advance(driver: driver)
            for zero in 0..<DialBelief.zeroCount {
                let i = number * DialBelief.zeroCount + zero
                here[i] += (DialHabit.log(error: beyond - DialBelief.zero(zero)) - here[i]) / count
            }
        }
        weighLooseness()
        return shares.map { fit($0) - known } ?? 0
    }

    private mutating func weighLooseness() {
        guard kind == .wheel || kind == .wheelOverLowest else { return }
        looseness = fit(RollShape.anywhere) - fit(RollShape.usual(aboveNeedle: false))
    }

    /// How well all that was learned fits together, as a logarithm.
    private func fit(_ shares: [Float]) -> Float {
        DialBelief(kind.shapes, shares: kind.shares(shares), logs: zip(before, here).map { $0 + $1 }).fit
    }

    /// What is believed after all that was learned, where `shares` is what was thought of each shape in the list of all;
    /// nil if nothing was learned.
    func belief(_ shares: [Float]) -> DialBelief? {
        guard count > 0 else { return nil }
        var logs = before
        for i in 0..<logs.count { logs[i] += here[i] }
        return DialBelief(kind.shapes, shares: kind.shares(shares), logs: logs)
    }

    // MARK: - Likelihood

    /// Steps of a hundredth of a position.
    private static let logs: [Float] = (0...100).map { step in
        let error = Float(step) / 100
        var fit = outlierShare
        for bell in bells { fit += bell.share * Elementary.exp(-error * error / (2 * bell.width * bell.width)) }
        return Elementary.log(fit)
    }

    @inline(__always)
    private static func log(error: Float) -> Float { logs[min(Int(abs(error) * 100 + 0.5), 100)] }

    // MARK: - Storage

    /// The count, the last place, and the logarithms in whole hundredths, which is as fine as they are known; nothing but the
    /// count and the place while nothing was learned.
    var numbers: [Float] {
        guard count > 0 else { return [count, place] }
        return [count, place] + (before + here).map { ($0 * 100).rounded() }
    }

    init?(numbers: [Float], _ kind: HabitKind) {
        self.init(kind)
        guard numbers.count == 2 || numbers.count == 2 * before.count + 2, numbers.allSatisfy({ $0.isFinite }),
            (0...DialHabit.placeMax).contains(numbers[0]), (-1...1).contains(numbers[1]),
            numbers.dropFirst(2).allSatisfy({ (100 * DialHabit.leastLog...1).contains($0) })
        else { return nil }
        guard numbers.count > 2 else { return }
        count = numbers[0]
        place = numbers[1]
        before = numbers[2..<2 + before.count].map { $0 / 100 }
        here = numbers.suffix(here.count).map { $0 / 100 }
        weighLooseness()
    }
}
