// What goes wrong in a simulated year: when, how much, and which warnings are right because of it.

import Capture
import Metering

/// Something that goes wrong.
struct Fault: Equatable {
    enum Sort: String, CaseIterable { case leak, burst, jam, backflow = "back-flow", noUse = "no-use" }

    let sort: Sort
    /// Minutes since the first.
    let span: Range<Int>
    /// Units of the last place in an hour, or in all for back-flow.
    let amount: Double

    /// Whether a warning of that kind at that minute is right because of it; a day's use shows a leak for a day longer.
    func explains(_ kind: WarningKind, at minute: Int) -> Bool {
        guard minute >= span.lowerBound, minute < span.upperBound + 1_800 else { return false }
        switch sort {
        case .leak: return [.leak, .nightUse, .unusual, .burst].contains(kind)
        case .burst: return [.leak, .unusual, .burst].contains(kind)
        case .jam: return [.jammed, .noUse].contains(kind)
        case .backflow: return kind == .backflow
        case .noUse: return kind == .noUse
        }
    }

    /// The faults of a year: a few, never two at a time, none in the first six weeks.
    static func year(_ house: Household, days: Int) -> [Fault] {
        var random = SplitMix64(seed: house.seed ^ 0xFA17)
        let unit = house.sort.unit
        var faults: [Fault] = []
        var at = 42 * 1_440 + random.choice(20 * 1_440)
        while true {
            let draw = random.unit()
            let sort: Sort =
                draw < 0.45
                ? .leak : draw < 0.75 ? (house.sort == .power ? .leak : .burst) : draw < 0.85 ? .jam : .backflow
            let isNoUse = house.isCared && random.unit() < 0.4
            var (long, amount) = (0, 0.0)
            switch isNoUse ? .noUse : sort {
            case .leak:
                long = 2_880 + random.choice(25 * 1_440)
                let most = house.sort == .waterTenth ? 1_000.0 : 100
                amount = 2 * power(most / 2, random.unit())
            case .burst:
                long = 60 + random.choice(180)
                let litres: Double
                switch house.sort {
                case .waterLitre, .waterTenth: litres = random.uniform(2_000, 3_600)
                case .gasKitchen, .gasHeating: litres = random.uniform(4_500, 6_500)
                case .power: litres = 20_000
                }
                amount = litres / unit
            case .jam: long = 6 * 1_440 + random.choice(30 * 1_440)
            case .backflow:
                long = 5 + random.choice(60)
                amount = random.uniform(6, 60)
            case .noUse: long = 1_440 + random.choice(2 * 1_440)
            }
            guard at + long < days * 1_440 else { return faults }
            faults.append(Fault(sort: isNoUse ? .noUse : sort, span: at..<at + long, amount: amount))
            at += long + 12 * 1_440 + random.choice(40 * 1_440)
        }
    }
}
