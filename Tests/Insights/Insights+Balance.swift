// The table of what the books made of simulated groups, and whether it is enough.

import Metering

extension Insights {
    /// The share of days whose difference is off by no more than stated, and that of days with a loss where there is none.
    private static let heldMin = 0.95
    private static let falseMax = 0.01
    /// The share of hints that may be wrong, and days after which all losses from 3 % on are called.
    private static let wrongMax = 0.02
    private static let lateMax = 28.0

    private static let shares = [0.01, 0.03, 0.05, 0.1]

    static func balance(_ groups: Int, _ days: Int, _ seed: UInt64, _ isOdd: Bool) -> Bool {
        var losses = [BalanceLoss(sort: .none, share: 0)]
        for share in shares {
            losses += BalanceLoss.Sort.allCases.dropFirst().map { BalanceLoss(sort: $0, share: share) }
        }
        print(
            "loss             groups   days  known   held  hours held  ± as a rule   called   by windows  after  warned  hint right wrong untold"
        )
        var (all, none, late) = (BalanceTally(), BalanceTally(), BalanceTally())
        for loss in losses {
            var tally = BalanceTally()
            for number in 0..<groups {
                let own = seed &* 1_000_003 &+ UInt64(number)
                tally += BalanceYear(loss, seed: own, days: days).judged { if isOdd { tell("\(number) " + $0) } }
            }
            row(loss, tally)
            all += tally
            if loss.sort == .none { none = tally }
            if loss.share >= 0.03 { late += tally }
        }
        let hints = Double(max(1, all.right + all.wrong))
        let slowest = late.after.count < late.groups ? Double.infinity : late.after.max() ?? 0
        let checks = [
            ("days whose difference was off by no more than stated", share(all.held, all.known), heldMin, true),
            ("hours whose difference was off by no more than stated", share(all.hoursHeld, all.hours), heldMin, true),
            ("days with a loss called where there was none", share(none.called, none.days), falseMax, false),
            ("warnings where there was no loss", Double(none.warnings), 0, false),
            ("days until every loss of 3 % and more was called", slowest, lateMax, false),
            ("hints that were wrong", Double(all.wrong) / hints, wrongMax, false),
        ]
        return checks.filter { name, value, limit, isLeast in
            let isRight = isLeast ? value >= limit : value <= limit
            let word = isLeast ? "at least" : "at most"
            print("\(isRight ? "ok    " : "MISSED") \(name): \(text(value, 4)), \(word) \(text(limit, 4))")
            return !isRight
        }.isEmpty
    }

    private static func row(_ loss: BalanceLoss, _ tally: BalanceTally) {
        let name = loss.sort == .none ? "none" : "\(text(loss.share * 100, 0)) % \(loss.sort.rawValue)"
        let stated = tally.stated.sorted()
        let after = tally.after.sorted()
        let cells = [
            ("\(tally.groups)", 6), ("\(tally.days)", 7), ("\(tally.known)", 7),
            (text(share(tally.held, tally.known), 4), 7), (text(share(tally.hoursHeld, tally.hours), 4), 12),
            (stated.isEmpty ? "-" : text(stated[stated.count / 2] * 100) + " %", 13),
            (text(share(tally.calledAlone, tally.days), 4), 9), (text(share(tally.called, tally.days), 4), 13),
            (after.isEmpty ? "-" : text(after[after.count / 2], 0), 7),
            (text(share(tally.warned, tally.days), 2), 8), ("\(tally.right)", 12), ("\(tally.wrong)", 6),
            ("\(tally.untold)", 7),
        ]
        print(name.padded(to: 17) + cells.map { padded($0.0, $0.1) }.joined())
    }

    private static func share(_ part: Int, _ whole: Int) -> Double { Double(part) / Double(max(1, whole)) }
}
