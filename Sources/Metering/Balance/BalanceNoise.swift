// What the hours of a balance are off, all together. A reading at the border of two hours is off for both of them, with opposite signs, so
// that over many hours little is left of it; a fit that knows this sees in weeks what no hour shows. The matrix of these variances has
// three diagonals, and its inverse is never written down.

/// The variances of hours that follow each other.
struct BalanceNoise: Sendable {
    /// What remains of each hour's variance once those before it are known, and how it leans on the one before.
    private var pivots: [Double] = []
    private var leans: [Double] = []

    /// The noise of these hours, ascending; `rough` is a variance that every hour has by itself: no cause fits to the last drop.
    init(_ hours: [BalanceHour], rough: Double) {
        for (number, hour) in hours.enumerated() {
            var (pivot, lean) = (hour.variance + rough, 0.0)
            if number > 0, hours[number - 1].to == hour.from {
                lean = -hours[number - 1].shared / pivots[number - 1]
                pivot += lean * hours[number - 1].shared
            }
            // Above nought whatever came: the hours' own variances hold the shared ones.
            pivots.append(max(pivot, (hour.variance + rough) * 1e-6, 1e-18))
            leans.append(lean)
        }
    }

    /// The inverse times a row of values.
    func solved(_ values: [Double]) -> [Double] {
        var result = values
        for number in result.indices.dropFirst() { result[number] -= leans[number] * result[number - 1] }
        for number in result.indices { result[number] /= pivots[number] }
        for number in result.indices.dropLast().reversed() { result[number] -= leans[number + 1] * result[number + 1] }
        return result
    }

    /// The product of two rows.
    static func product(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for (a, b) in zip(a, b) { sum += a * b }
        return sum
    }
}
