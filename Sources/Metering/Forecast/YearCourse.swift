// The course that use takes over the year: a level, and with it a wave of a year and one of half a year, fitted to the days that are known.
// Held down the more the fewer days there are, so that a few weeks make no winter; and no day counts for more than a usual one differs from
// the course, so that neither a journey nor guests are a season.

import Glibc

/// The course of the use of the last days, and where it goes on to.
struct YearCourse {
    /// A figure for the level and for each wave's two parts: the first three of them, or all five.
    private typealias Row = SIMD8<Double>

    /// How many waves there are.
    enum Waves: Int {
        case one = 1
        case two

        fileprivate var figures: Int { 1 + 2 * rawValue }
    }

    private var squares = [Row](repeating: .zero, count: Waves.two.figures)
    private var products: Row = .zero

    /// The course of these days, at least one, the oldest first; the next day is the one after the last. Of more than `Limits.forecastDays` the last count.
    init(_ days: [Double]) {
        let days = days.suffix(Limits.forecastDays)
        let rows = Self.rows[(Limits.forecastDays - days.count)..<Limits.forecastDays]
        for (row, use) in zip(rows, days) {
            for figure in squares.indices { squares[figure] += row * row[figure] }
            products += row * use
        }
        let fit = fit(.two, firmness: Limits.courseFirmness)
        let differences = zip(rows, days).map { row, use in use - (row * fit).sum() }
        guard let usual = Self.middle(differences.map(abs)) else { return }
        let most = Limits.courseOdd * usual
        for (row, difference) in zip(rows, differences) {
            products += row * (min(max(difference, -most), most) - difference)
        }
    }

    /// What a day uses on average over the next thirty, if the course goes on. `firmness` is for how many days without any wave it counts
    /// that nothing is known.
    func month(_ waves: Waves, firmness: Double) -> Double {
        max(0, (Self.ahead * fit(waves, firmness: firmness)).sum())
    }

    /// The figures that come closest to the days.
    private func fit(_ waves: Waves, firmness: Double) -> Row {
        var (squares, products) = (squares, products)
        for figure in 1..<waves.figures { squares[figure][figure] += firmness }
        for pivot in 0..<waves.figures {
            for figure in (pivot + 1)..<waves.figures {
                let part = squares[pivot][figure] / squares[pivot][pivot]
                squares[figure] -= squares[pivot] * part
                products[figure] -= products[pivot] * part
            }
        }
        var fit: Row = .zero
        for figure in (0..<waves.figures).reversed() {
            fit[figure] = (products[figure] - (squares[figure] * fit).sum()) / squares[figure][figure]
        }
        return fit
    }

    private static func middle(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }

    /// The waves on each of the days that can be known, the oldest first: where they stand on the next day is where they begin.
    private static let rows = (-Limits.forecastDays..<0).map(row)
    /// The mean of the waves over the next thirty days.
    private static let ahead = (0..<30).map(row).reduce(.zero, +) / 30

    private static func row(_ day: Int) -> Row {
        let turn = 2 * .pi * Double(day) / 365.25
        return Row(1, cos(turn), sin(turn), cos(2 * turn), sin(2 * turn), 0, 0, 0)
    }
}
