// Holds the books of a simulated group against what really flowed: how far off they were, what they called a loss and when, and what they
// hinted at.

import Capture
import Metering
import Recognition

/// What became of the days of groups with one kind of loss.
struct BalanceTally {
    var groups = 0
    /// Days, and those of which something is known.
    var days = 0
    var known = 0
    /// Known days whose difference was off by no more than stated, and what was stated, as shares of the supply.
    var held = 0
    var stated: [Double] = []
    /// The same of the hours.
    var hours = 0
    var hoursHeld = 0
    /// Days on which a loss was called, by a day alone and by all windows.
    var calledAlone = 0
    var called = 0
    var surplus = 0
    /// Days from the first until a loss was called, of each group in which it was.
    var after: [Double] = []
    /// Days on which a warning was open.
    var warned = 0
    var warnings = 0
    var right = 0
    var wrong = 0
    var untold = 0

    static func += (a: inout BalanceTally, b: BalanceTally) {
        (a.groups, a.days, a.known, a.held) = (a.groups + b.groups, a.days + b.days, a.known + b.known, a.held + b.held)
        (a.hours, a.hoursHeld) = (a.hours + b.hours, a.hoursHeld + b.hoursHeld)
        (a.calledAlone, a.called) = (a.calledAlone + b.calledAlone, a.called + b.called)
        (a.surplus, a.warned, a.warnings) = (a.surplus + b.surplus, a.warned + b.warned, a.warnings + b.warnings)
        (a.right, a.wrong, a.untold) = (a.right + b.right, a.wrong + b.wrong, a.untold + b.untold)
        a.stated += b.stated
        a.after += b.after
    }
}

/// A group's time under watch.
struct BalanceYear {
    let town: BalanceTown
    let reads: [BalanceRead]
    let days: Int

    init(_ loss: BalanceLoss, seed: UInt64, days: Int) {
        (town, self.days) = (BalanceTown(loss, seed: seed, days: days), days)
        var random = SplitMix64(seed: seed ^ 0xB00C)
        var reads: [BalanceRead] = []
        for number in 0..<town.counted.count { reads.append(BalanceRead(town, number, &random)) }
        self.reads = reads
    }

    /// What became of it. `tell` is told every odd day and hint.
    func judged(tell: (String) -> Void) -> BalanceTally {
        var tally = BalanceTally()
        tally.groups = 1
        let book = BalanceBook(
            name: "town", unit: "m³", supply: MeterSum(reads.suffix(1).map(\.term)),
            sales: MeterSum(reads.dropLast().map(\.term)))
        var watch = BalanceWatch(book)
        var next = reads.map { _ in 0 }
        let zone = town.zone
        var first: Timestamp?
        for day in 1...days + 2 {
            let now = Timestamp(milliseconds: town.start.milliseconds + Int64(day) * 86_400_000)
            for (place, read) in reads.enumerated() {
                while next[place] < read.points.count, read.points[next[place]].at <= now {
                    watch.add(read.points[next[place]], of: read.name)
                    next[place] += 1
                }
            }
            let before = watch.days.last?.day.to
            let events = watch.pass(to: now, zone: zone)
            for event in events {
                guard case .began(let warning) = event else { continue }
                tally.warnings += 1
                tell("warning on day \(day): " + warning.text)
            }
            for judged in watch.days where before.map({ judged.day.from >= $0 }) ?? true {
                first = first ?? judged.day.from
                take(judged, isFirst: first ?? judged.day.from, isOpen: watch.open != nil, &tally, tell)
                take(hours: watch, judged.day, &tally)
            }
        }
        hint(watch, &tally, tell)
        return tally
    }

    private func take(
        _ judged: BalanceDay, isFirst first: Timestamp, isOpen: Bool, _ tally: inout BalanceTally,
        _ tell: (String) -> Void
    ) {
        tally.days += 1
        if isOpen { tally.warned += 1 }
        if let difference = judged.day.difference, let share = judged.day.shareUncertainty {
            tally.known += 1
            tally.stated.append(share)
            let truth = self.truth(judged.day.from, judged.day.to)
            let value = Double(difference.units) / power(10, Double(difference.decimals))
            if abs(value - truth) <= judged.day.uncertainty {
                tally.held += 1
            } else {
                tell("off: \(value) ± \(judged.day.uncertainty), in truth \(truth)")
            }
        }
        if judged.day.verdict == .loss { tally.calledAlone += 1 }
        if judged.verdict == .surplus { tally.surplus += 1 }
        guard judged.verdict == .loss else { return }
        tally.called += 1
        if tally.after.isEmpty { tally.after = [judged.day.to.seconds(since: first) / 86_400] }
        if town.loss.sort == .none {
            tell("false: \(judged.shown().map { "\($0.share ?? 0) ± \($0.shareUncertainty ?? 0)" } ?? "")")
        }
    }

    private func take(hours watch: BalanceWatch, _ day: BalanceInterval, _ tally: inout BalanceTally) {
        let borders = town.zone.borders(of: .hour, from: day.from, to: day.to, limit: 25)
        for hour in watch.intervals(borders: borders) {
            guard let difference = hour.difference else { continue }
            tally.hours += 1
            let value = Double(difference.units) / power(10, Double(difference.decimals))
            if abs(value - truth(hour.from, hour.to)) <= hour.uncertainty { tally.hoursHeld += 1 }
        }
    }

    /// What the registers really counted, in cubic metres.
    private func truth(_ from: Timestamp, _ to: Timestamp) -> Double {
        let last = town.counted.count - 1
        return town.counted.indices.reduce(0) { sum, number in
            let counted = town.counted(number, at: to) - town.counted(number, at: from)
            return sum + (number == last ? counted : -counted) / 1_000
        }
    }

    private func hint(_ watch: BalanceWatch, _ tally: inout BalanceTally, _ tell: (String) -> Void) {
        let hint = watch.hint(zone: town.zone)
        let isRight: Bool
        switch (town.loss.sort, hint) {
        case (.none, .nothing), (.leak, .steady), (.supply, .ofSupply): isRight = true
        // Of two that come together the name of one is no wrong hint.
        case (.both, .steady): isRight = true
        case (.meter, .ofMeter(let name, _)), (.both, .ofMeter(let name, _)),
            (.both, .several(.steady, .ofMeter(let name, _))), (.both, .several(.ofMeter(let name, _), .steady)):
            isRight = town.slow.map { town.consumers[$0].name == name } ?? false
        case (.theft, .atTimes), (.theft, .nowAndThen), (.theft, .atStandstill): isRight = true
        default: isRight = false
        }
        if isRight {
            tally.right += 1
        } else if hint == .untold || hint == .nothing {
            tally.untold += 1
        } else {
            tally.wrong += 1
            tell("\(town.loss.sort.rawValue) \(town.loss.share): " + hint.text(unit: "m³"))
        }
    }
}
