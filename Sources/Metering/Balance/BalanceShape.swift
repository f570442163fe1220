// Holds the hours of a difference against what causes look like: a leak is the same at all hours, a wrong meter goes with what it counts,
// who is not measured comes at certain hours. Each shape has one size, fitted by least squares; hours that are known better count for
// more, and shapes that were picked from many pay for it (the description length of J. Rissanen). The one that explains most is told if it
// explains much and clearly more than every other; two are told together where no single one comes near to what they explain.

/// The hours of a difference.
struct BalanceShape: Sendable {
    private let hours: [BalanceHour]
    private let registers: [RegisterName]
    private let noise: BalanceNoise
    private let differences: [Double]
    /// The differences times the inverse of their noise.
    private let solved: [Double]
    private let sign: Double

    /// `registers` are those of the sales, in the order of the hours' parts.
    init(_ hours: [BalanceHour], registers: [RegisterName]) {
        (self.hours, self.registers) = (hours, registers)
        differences = hours.map(\.difference)
        let sum = differences.reduce(0, +)
        sign = sum < 0 ? -1 : 1
        let rough = Limits.shapeRough * sum / Double(max(1, hours.count))
        noise = BalanceNoise(hours, rough: rough * rough)
        solved = noise.solved(differences)
    }

    /// A shape: what it would be in each hour at size one, and what it says at another.
    private struct Shape {
        var hint: (Double) -> BalanceHint
        var values: [Double]
        var solved: [Double]
        /// Its product with the differences, and with itself.
        var cross: Double
        var square: Double
        /// Twice the logarithm of how many it was picked from.
        var price: Double

        var size: Double { cross / square }
    }

    /// One or two shapes together, and how much they explain, in variances.
    private struct Fit {
        var hint: BalanceHint
        var gain: Double
        var price: Double
        /// What part of the whole difference the smaller one of two is.
        var lesser = 1.0
    }

    /// What it hints at, provided that there is a difference.
    var hint: BalanceHint {
        guard hours.count >= Limits.shapeHoursMin else { return .untold }
        let shapes = shapes
        let whole = BalanceNoise.product(differences, solved)
        let alone = shapes.map { Fit(hint: $0.hint($0.size), gain: $0.cross * $0.size, price: $0.price) }
        guard let single = clearest(alone, whole) else { return .untold }
        // Two causes together may look like a third that there is not.
        let pairs = shapes.indices.flatMap { one in shapes[..<one].compactMap { pair(shapes[one], $0) } }
        guard let most = pairs.max(by: { $0.gain < $1.gain }) else { return single.isClear ? single.fit.hint : .untold }
        let isBetter = whole - most.gain < Limits.shapeTogether * (whole - single.fit.gain)
        guard isBetter, most.gain - single.fit.gain > Limits.shapeMargin + most.price, most.lesser >= Limits.shapeLesser
        else { return single.isClear ? single.fit.hint : .untold }
        guard let best = clearest(pairs.filter { $0.lesser >= Limits.shapeLesser }, whole), best.isClear else {
            return .untold
        }
        return best.fit.hint
    }

    /// The best of some fits, and whether it is clearly better than every other that says something else; nil if none explains much.
    private func clearest(_ fits: [Fit], _ whole: Double) -> (fit: Fit, isClear: Bool)? {
        guard let most = fits.map(\.gain).max() else { return nil }
        // What is left over tells how noisy the hours really are; the stated variance is the worst case.
        let noise = max(Limits.shapeNoiseMin, (whole - most) / Double(hours.count))
        func value(_ fit: Fit) -> Double { fit.gain / noise - fit.price }
        let ranked = fits.sorted { value($0) > value($1) }
        guard let best = ranked.first, value(best) >= Limits.shapeGain else { return nil }
        guard let rival = ranked.dropFirst().first(where: { !Self.isAlike($0.hint, best.hint) }) else {
            return (best, true)
        }
        let isClear =
            value(best) - value(rival) >= Limits.shapeMargin
            && whole - rival.gain > Limits.shapeWorse * (whole - best.gain)
        return (best, isClear)
    }

    private var shapes: [Shape] {
        var shapes = [
            shape(1, { .steady($0) }) { _ in 1 },
            shape(1, { .ofSupply($0) }) { $0.supply },
        ]
        for (place, name) in registers.enumerated() {
            shapes.append(shape(registers.count, { .ofMeter(name, $0) }) { $0.parts[place] })
        }
        guard sign > 0 else { return shapes.compactMap { $0 } }
        let still = hours.map(\.sales).sorted()[hours.count / 2] * Self.stillShare
        shapes.append(shape(Self.stillChoices, { .atStandstill($0) }) { $0.sales <= still ? 1 : 0 })
        if let times {
            let choices = 3 * 24 * Limits.shapeHoursMax
            shapes.append(
                shape(choices, { .atTimes(times, $0) }) { times.holds(hour: $0.ofDay, isWeekend: $0.isWeekend) ? 1 : 0 }
            )
        }
        return (shapes + [events]).compactMap { $0 }
    }

    /// A shape; nil where it is nowhere, or would have to be the other way round.
    private func shape(
        _ choices: Int, _ hint: @escaping (Double) -> BalanceHint, _ value: (BalanceHour) -> Double
    ) -> Shape? {
        let values = hours.map(value)
        let solved = noise.solved(values)
        let square = BalanceNoise.product(values, solved)
        let cross = BalanceNoise.product(values, self.solved)
        guard square > 0, cross * sign > 0 else { return nil }
        return Shape(
            hint: hint, values: values, solved: solved, cross: cross, square: square,
            price: 2 * Self.logarithm(Double(choices)))
    }

    /// Two shapes together; nil where they say the same, or one of them would have to be the other way round.
    private func pair(_ one: Shape, _ other: Shape) -> Fit? {
        let both = BalanceNoise.product(one.values, other.solved)
        let rest = one.square * other.square - both * both
        guard rest > 1e-6 * one.square * other.square else { return nil }
        let size = (one.cross * other.square - other.cross * both) / rest
        let otherSize = (other.cross * one.square - one.cross * both) / rest
        guard size * sign > 0, otherSize * sign > 0 else { return nil }
        let (hint, otherHint) = (one.hint(size), other.hint(otherSize))
        guard !Self.isAlike(hint, otherHint) else { return nil }
        let (sum, otherSum) = (size * one.values.reduce(0, +), otherSize * other.values.reduce(0, +))
        return Fit(
            hint: abs(sum) >= abs(otherSum) ? .several(hint, otherHint) : .several(otherHint, hint),
            gain: one.cross * size + other.cross * otherSize,
            price: one.price + other.price + Self.logarithm(Double(hours.count)),
            lesser: min(abs(sum), abs(otherSum)) / max(abs(sum + otherSum), 1e-12))
    }

    /// The hours of the day in a row that explain most, on all days or on some.
    private var times: BalanceTimes? {
        // Each hour of the day at weekends and on other days is a row of its own; a stretch of hours is a sum of such rows.
        func row(_ hour: BalanceHour) -> Int { hour.ofDay + (hour.isWeekend ? 24 : 0) }
        var cross = [Double](repeating: 0, count: 48)
        var squares = [[Double]](repeating: cross, count: 48)
        for (hour, value) in zip(hours, solved) { cross[row(hour)] += value }
        for number in 0..<48 {
            let values = noise.solved(hours.map { row($0) == number ? 1 : 0 })
            for (hour, value) in zip(hours, values) { squares[number][row(hour)] += value }
        }
        var best: (times: BalanceTimes, gain: Double)?
        for days in BalanceTimes.Days.allCases {
            let halves = [false, true].filter { days.holds(isWeekend: $0) }.map { $0 ? 24 : 0 }
            for from in 0..<24 {
                var rows: [Int] = []
                var (sum, square) = (0.0, 0.0)
                for count in 1...Limits.shapeHoursMax {
                    for half in halves {
                        let new = (from + count - 1) % 24 + half
                        sum += cross[new]
                        square += squares[new][new] + 2 * rows.reduce(0) { $0 + squares[new][$1] }
                        rows.append(new)
                    }
                    guard square > 0, sum > 0, sum * sum / square > best?.gain ?? 0 else { continue }
                    best = (BalanceTimes(days: days, from: from, count: count), sum * sum / square)
                }
            }
        }
        return best?.times
    }

    /// Single hours that stand out, each of which is picked from all.
    private var events: Shape? {
        func isEvent(_ hour: BalanceHour) -> Bool {
            hour.difference > Limits.shapeEvent * hour.variance.squareRoot()
        }
        let count = hours.filter(isEvent).count
        guard count > 0, Double(count) <= Limits.shapeEventShare * Double(hours.count) else { return nil }
        let weekly = Double(count) * 168 / Double(hours.count)
        var events = shape(1, { _ in .nowAndThen(weekly) }) { isEvent($0) ? $0.difference : 0 }
        events?.price = 2 * Double(count) * Self.logarithm(Double(hours.count))
        return events
    }

    /// Whether two hints say the same thing of the cause.
    private static func isAlike(_ a: BalanceHint, _ b: BalanceHint) -> Bool {
        if case .ofMeter(let one, _) = a, case .ofMeter(let other, _) = b { return one == other }
        if case .several(let one, let other) = a, case .several(let first, let second) = b {
            return isAlike(one, first) && isAlike(other, second) || isAlike(one, second) && isAlike(other, first)
        }
        return a == b || (a.cause == .unmetered && b.cause == .unmetered)
    }

    /// The natural logarithm, of a number of choices.
    private static func logarithm(_ value: Double) -> Double {
        // By its series about a power of two: there is no library for it here.
        var (rest, power) = (max(value, 1), 0.0)
        while rest > 1.5 { (rest, power) = (rest / 2, power + 1) }
        let z = (rest - 1) / (rest + 1)
        return power * 0.693_147_180_559_945 + 2 * (z + z * z * z / 3 + z * z * z * z * z / 5)
    }

    /// The share of a usual hour's sales below which the sub-meters stand still.
    private static let stillShare = 0.1
    /// The bounds of standstill that it might as well have been.
    private static let stillChoices = 10
}
