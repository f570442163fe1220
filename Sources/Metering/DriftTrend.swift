// How fast a camera creeps, from one value for each of the last days: within a day warmth moves it to and fro.

/// A straight line through the last days.
struct DriftTrend: Sendable, Equatable {
    private var days: [(day: Int64, pixels: Double, count: Double)] = []

    /// Forgets everything.
    mutating func restart() { days = [] }

    /// Takes in a distance; those of one day are averaged.
    mutating func add(_ pixels: Double, at time: Timestamp) {
        let day = time.milliseconds / 86_400_000
        if let last = days.last, last.day >= day {
            days[days.count - 1].count += 1
            days[days.count - 1].pixels += (pixels - last.pixels) / (last.count + 1)
        } else {
            days.append((day, pixels, 1))
        }
        if days.count > Limits.driftDays { days.removeFirst() }
    }

    /// Pixels per day; nil before there are enough days.
    var perDay: Double? {
        guard days.count >= Limits.driftDaysMin, let first = days.first?.day else { return nil }
        let count = Double(days.count)
        let middle = days.reduce(0) { $0 + Double($1.day - first) } / count
        let mean = days.reduce(0) { $0 + $1.pixels } / count
        var (along, square) = (0.0, 0.0)
        for entry in days {
            let x = Double(entry.day - first) - middle
            along += x * (entry.pixels - mean)
            square += x * x
        }
        return square > 0 ? along / square : nil
    }

    static func == (a: DriftTrend, b: DriftTrend) -> Bool {
        a.days.elementsEqual(b.days) { $0 == $1 }
    }
}
