// The table of what the watches found in the simulated years, and whether it is enough.

import Glibc
import Metering

extension Insights {
    /// Shares of leaks told within a day, bursts within two readings and no use within two hours of habit, and how many warnings a year
    /// may be false.
    struct WarningLimits {
        var leaks = 0.99
        var bursts = 1.0
        var wrong = 1.0
        var noUse = 0.95
        var wrongNoUse = 2.0

        /// What has been reached, with room for the chance in few households.
        static let reached = WarningLimits(leaks: 0.94, bursts: 1, wrong: 1.3, noUse: 0.8, wrongNoUse: 2.5)
    }

    static func warnings(_ houses: [Household], _ days: Int, _ isOdd: Bool, _ limits: WarningLimits) -> Bool {
        var tallies: [MeterSort: WarningTally] = [:]
        for house in houses {
            let tally = WarningYear(house, days: days).judged { if isOdd { tell("\(house.number) " + $0) } }
            tallies[house.sort, default: WarningTally()] += tally
        }
        print(
            "meter              meters   leaks 24 h     bursts 2 r      jams       back-flow    no use 2 h   false a year"
        )
        var all = WarningTally()
        for sort in MeterSort.allCases {
            guard let tally = tallies[sort] else { continue }
            all += tally
            print(row(sort.rawValue, tally))
        }
        print(row("all", all))
        let kinds = WarningKind.allCases.map { "\($0.rawValue) \(all.wrong[$0] ?? 0)" }.joined(separator: ", ")
        print("false by kind: \(kinds)")
        for sort in Fault.Sort.allCases {
            guard let hours = all.hours[sort]?.sorted(), !hours.isEmpty else { continue }
            let ended = all.ended[sort] ?? 0
            print(
                "\(sort.rawValue): found after \(text(hours[hours.count / 2])) hours as a rule, at most \(text(hours.last ?? 0)); "
                    + "of \(hours.count) warnings \(ended) were over within a day of the end")
        }
        print("no use: \(all.absencesFound) of \(all.absences) absences that nobody had announced were told in time")
        print("\(all.steps) readings")
        let checks = [
            ("leaks found within 24 hours", all.share(.leak) ?? 1, limits.leaks, true),
            ("bursts found within two readings", all.share(.burst) ?? 1, limits.bursts, true),
            ("false warnings per meter and year", all.wrongYearly, limits.wrong, false),
            ("no use told within two hours of habit", all.share(.noUse) ?? 1, limits.noUse, true),
            ("false no-use warnings per meter and year", all.wrongNoUseYearly, limits.wrongNoUse, false),
        ]
        return checks.filter { name, value, limit, isLeast in
            let isRight = isLeast ? value >= limit : value <= limit
            print(
                "\(isRight ? "ok    " : "MISSED") \(name): \(text(value, 4)), \(isLeast ? "at least" : "at most") \(text(limit, 4))"
            )
            return !isRight
        }.isEmpty
    }

    private static func row(_ name: String, _ tally: WarningTally) -> String {
        func cell(_ sort: Fault.Sort) -> String {
            guard let count = tally.faults[sort] else { return padded("-", 13) }
            return padded("\(tally.found[sort] ?? 0)/\(count)", 13)
        }
        let noUse = tally.cared > 0 ? "  no use " + text(tally.wrongNoUseYearly) : ""
        return name.padded(to: 18) + padded("\(tally.meters)", 6) + Fault.Sort.allCases.map(cell).joined()
            + padded(text(tally.wrongYearly), 10) + noUse
    }

    static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    static func text(_ value: Double, _ places: Int = 2) -> String {
        let scale = power(10, Double(places))
        return "\((value * scale).rounded() / scale)"
    }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
