// Holds the hours of a difference against what causes look like: a leak is the same at all hours, a wrong meter goes with what it counts,
// who is not measured comes at certain hours. Each shape has one size, fitted by least squares; hours that are known better count for
// more, and shapes that were picked from many pay for it (the description length of J. Rissanen). The one that explains most is told if it
// explains much and clearly more than every other.

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

    /// A shape and by how much it explains the hours better than nothing does.
    private struct Fit {
        var hint: BalanceHint
        /// Twice the logarithm of its odds, in variances.
        var gain: Double
        /// Twice the logarithm of how many it was picked from.
        var price: Double
    }

    /// What it hints at, provided that there is a difference.
    var hint: BalanceHint {
        guard hours.count >= Limits.shapeHoursMin else { return .untold }
        let fits = candidates
        let whole = BalanceNoise.product(differences, solved)
        guard let most = fits.map(\.gain).max() else { return .untold }
        // What is left over tells how noisy the hours really are; the stated variance is the worst case.
        let noise = max(Limits.shapeNoiseMin, (whole - most) / Double(hours.count))
        func value(_ fit: Fit) -> Double { fit.gain / noise - fit.price }
        let ranked = fits.sorted { value($0) > value($1) }
        guard let best = ranked.first, value(best) >= Limits.shapeGain else { return .untold }
        let rival = ranked.dropFirst().first { !Self.isAlike($0.hint, best.hint) }
        if let rival, value(best) - value(rival) < Limits.shapeMargin { return .untold }
        return best.hint
    }

    private var candidates: [Fit] {
        var fits = [
            fit(1, { BalanceHint.steady($0) }) { _ in 1 },
            fit(1, { BalanceHint.ofSupply($0) }) { $0.supply },
        ]
        for (place, name) in registers.enumerated() {
            fits.append(fit(registers.count, { BalanceHint.ofMeter(name, $0) }) { $0.parts[place] })
        }
        guard sign > 0 else { return fits.compactMap { $0 } }
        let still = hours.map(\.sales).sorted()[hours.count / 2] * Self.stillShare
        fits.append(fit(Self.stillChoices, { BalanceHint.atStandstill($0) }) { $0.sales <= still ? 1 : 0 })
        return (fits + [times, events]).compactMap { $0 }
    }

    /// The size that fits best, as a hint; nil where the shape is nowhere, or would have to be the other way round.
    private func fit(_ choices: Int, _ hint: (Double) -> BalanceHint, _ shape: (BalanceHour) -> Double) -> Fit? {
        let values = hours.map(shape)
        let cross = BalanceNoise.product(values, solved)
        let square = BalanceNoise.product(values, noise.solved(values))
        guard square > 0, cross * sign > 0 else { return nil }
        return Fit(hint: hint(cross / square), gain: cross * cross / square, price: 2 * Self.logarithm(Double(choices)))
    }

    /// The hours of the day in a row that explain most, on all days or on some.
    private var times: Fit? {
        // Each hour of the day at weekends and on other days is a row of its own; a stretch of hours is a sum of such rows.
        func row(_ hour: BalanceHour) -> Int { hour.ofDay + (hour.isWeekend ? 24 : 0) }
        var cross = [Double](repeating: 0, count: 48)
        var squares = [[Double]](repeating: cross, count: 48)
        for (hour, value) in zip(hours, solved) { cross[row(hour)] += value }
        for number in 0..<48 {
            let values = noise.solved(hours.map { row($0) == number ? 1 : 0 })
            for (hour, value) in zip(hours, values) { squares[number][row(hour)] += value }
        }
        var best: Fit?
        let price = 2 * Self.logarithm(Double(3 * 24 * Limits.shapeHoursMax))
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
                    let times = BalanceTimes(days: days, from: from, count: count)
                    best = Fit(hint: .atTimes(times, sum / square), gain: sum * sum / square, price: price)
                }
            }
        }
        return best
    }

    /// Single hours that stand out, each of which is picked from all.
    private var events: Fit? {
        func isEvent(_ hour: BalanceHour) -> Bool {
            hour.difference > Limits.shapeEvent * hour.variance.squareRoot()
        }
        let count = hours.filter(isEvent).count
        guard count > 0, Double(count) <= Limits.shapeEventShare * Double(hours.count) else { return nil }
        let weekly = Double(count) * 168 / Double(hours.count)
        return fit(1, { _ in BalanceHint.nowAndThen(weekly) }) { isEvent($0) ? $0.difference : 0 }.map {
            Fit(hint: $0.hint, gain: $0.gain, price: 2 * Double(count) * Self.logarithm(Double(hours.count)))
        }
    }

    /// Whether two hints say the same thing of the cause.
    private static func isAlike(_ a: BalanceHint, _ b: BalanceHint) -> Bool {
        if case .ofMeter(let one, _) = a, case .ofMeter(let other, _) = b { return one == other }
        return a.cause == .unmetered && b.cause == .unmetered
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
