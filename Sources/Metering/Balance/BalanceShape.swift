// Holds the hours of a difference against what causes look like: a leak is the same at all hours, a wrong meter goes with what it counts,
// who is not measured comes at certain hours. Each shape has one size, fitted by least squares; hours that are known better count for
// more, and shapes that were picked from many pay for it (the description length of J. Rissanen). The one that explains most is told if it
// explains much and clearly more than every other.

/// The hours of a difference.
struct BalanceShape: Sendable {
    private let hours: [BalanceHour]
    private let registers: [RegisterName]

    /// `registers` are those of the sales, in the order of the hours' parts.
    init(_ hours: [BalanceHour], registers: [RegisterName]) { (self.hours, self.registers) = (hours, registers) }

    /// A shape and by how much it explains the hours better than nothing does.
    private struct Fit {
        var hint: BalanceHint
        var size: Double
        /// Twice the logarithm of its odds, in variances.
        var gain: Double
        /// Twice the logarithm of how many it was picked from.
        var price: Double
    }

    /// What it hints at, provided that there is a difference.
    var hint: BalanceHint {
        guard hours.count >= Limits.shapeHoursMin else { return .untold }
        let weights = hours.map { 1 / max($0.variance, 1e-12) }
        let fits = candidates(weights)
        var whole = 0.0
        for (hour, weight) in zip(hours, weights) { whole += hour.difference * hour.difference * weight }
        guard let most = fits.map(\.gain).max() else { return .untold }
        // What is left over tells how noisy the hours really are; the stated variance is the worst case.
        let noise = max(Limits.shapeNoiseMin, (whole - most) / Double(hours.count))
        func value(_ fit: Fit) -> Double { fit.gain / noise - fit.price }
        let ranked = fits.sorted { value($0) > value($1) }
        guard let best = ranked.first, value(best) >= Limits.shapeGain else { return .untold }
        let rival = ranked.first { !Self.isAlike($0.hint, best.hint) }
        if let rival, value(best) - value(rival) < Limits.shapeMargin { return .untold }
        return best.hint
    }

    private func candidates(_ weights: [Double]) -> [Fit] {
        var fits = [
            fit(weights, 1) { _ in 1 }.map {
                Fit(hint: .steady($0.size), size: $0.size, gain: $0.gain, price: $0.price)
            },
            fit(weights, 1) { $0.supply }.map {
                Fit(hint: .ofSupply($0.size), size: $0.size, gain: $0.gain, price: $0.price)
            },
        ]
        for (place, name) in registers.enumerated() {
            fits.append(
                fit(weights, registers.count) { $0.parts[place] }.map {
                    Fit(hint: .ofMeter(name, $0.size), size: $0.size, gain: $0.gain, price: $0.price)
                })
        }
        fits.append(times(weights))
        let busy = hours.map(\.sales).sorted()[hours.count / 2] * Self.stillShare
        fits.append(
            fit(weights, 10) { $0.sales <= busy ? 1 : 0 }.flatMap {
                $0.size > 0
                    ? Fit(hint: .atStandstill($0.size), size: $0.size, gain: $0.gain, price: $0.price) : nil
            })
        fits.append(events(weights))
        return fits.compactMap { $0 }
    }

    /// The size that fits best; nil where the shape is nowhere.
    private func fit(
        _ weights: [Double], _ choices: Int, shape: (BalanceHour) -> Double
    ) -> (size: Double, gain: Double, price: Double)? {
        var (cross, square) = (0.0, 0.0)
        for (hour, weight) in zip(hours, weights) {
            let x = shape(hour)
            cross += x * hour.difference * weight
            square += x * x * weight
        }
        guard square > 0 else { return nil }
        return (cross / square, cross * cross / square, 2 * Self.logarithm(Double(choices)))
    }

    /// The hours of the day in a row that explain most, on all days or on some.
    private func times(_ weights: [Double]) -> Fit? {
        var best: Fit?
        let price = 2 * Self.logarithm(Double(3 * 24 * Limits.shapeHoursMax))
        for days in BalanceTimes.Days.allCases {
            var cross = [Double](repeating: 0, count: 24)
            var square = cross
            for (hour, weight) in zip(hours, weights) where days.holds(isWeekend: hour.isWeekend) {
                cross[hour.ofDay] += hour.difference * weight
                square[hour.ofDay] += weight
            }
            for from in 0..<24 {
                var (sum, norm) = (0.0, 0.0)
                for count in 1...Limits.shapeHoursMax {
                    sum += cross[(from + count - 1) % 24]
                    norm += square[(from + count - 1) % 24]
                    guard norm > 0, sum > 0, sum * sum / norm > best?.gain ?? 0 else { continue }
                    let times = BalanceTimes(days: days, from: from, count: count)
                    best = Fit(
                        hint: .atTimes(times, sum / norm), size: sum / norm, gain: sum * sum / norm, price: price)
                }
            }
        }
        return best
    }

    /// Single hours that stand out, each of which is picked from all.
    private func events(_ weights: [Double]) -> Fit? {
        var (count, gain) = (0, 0.0)
        for (hour, weight) in zip(hours, weights) {
            let squares = hour.difference * hour.difference * weight
            guard hour.difference > 0, squares > Limits.shapeEvent * Limits.shapeEvent else { continue }
            (count, gain) = (count + 1, gain + squares)
        }
        guard count > 0, Double(count) <= Limits.shapeEventShare * Double(hours.count) else { return nil }
        let weekly = Double(count) * 168 / Double(hours.count)
        return Fit(
            hint: .nowAndThen(weekly), size: weekly, gain: gain,
            price: 2 * Double(count) * Self.logarithm(Double(hours.count)))
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
}
