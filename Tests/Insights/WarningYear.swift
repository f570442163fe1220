// Feeds a household's year to a watch as the agent would, and judges what it told.

import Capture
import Metering
import Recognition

/// A household's year under watch.
struct WarningYear {
    let house: Household
    let life: Life
    let faults: [Fault]
    /// Days away of which nobody has said anything, where somebody wants to be told of just that.
    let absences: [Fault]
    let readings: Readings
    let days: Int

    /// A warning as it was told.
    struct Told {
        var kind: WarningKind
        var began: Int
        var over: Int?
        var text: String
        var places: Int
    }

    init(_ house: Household, days: Int, hasFaults: Bool = true) {
        (self.house, self.days) = (house, days)
        life = Life(house, days: days)
        faults = hasFaults ? Fault.year(house, days: days) : []
        absences = hasFaults ? house.absences(in: days) : []
        readings = Readings(house, life, faults, days: days)
    }

    /// All that a watch tells.
    func told() -> [Told] {
        var watch = UsageWatch(
            WarningRules(medium: house.sort.medium, decimals: house.sort.decimals, watchesNoUse: house.isCared))
        var told: [Told] = []
        for (place, reading) in readings.taken.enumerated() {
            let day = reading.minute / 1_440
            if let away = house.away.first(where: { $0.isSaid && $0.days.contains(day) }) {
                let left = Int64(away.days.upperBound - day) * 86_400_000
                watch.awayUntil = Timestamp(
                    milliseconds: (reading.local.floored(to: 86_400_000) + left)
                        - (reading.local - reading.at.milliseconds))
            }
            let events = watch.pass(to: reading.at) + watch.add(reading.index, at: reading.at, local: reading.local)
            for event in events {
                switch event {
                case .began(let warning):
                    told.append(
                        Told(kind: warning.kind, began: reading.minute, over: nil, text: warning.text, places: place))
                case .over(let warning, _, _):
                    if let open = told.lastIndex(where: { $0.kind == warning.kind && $0.over == nil }) {
                        told[open].over = reading.minute
                    }
                }
            }
        }
        return told
    }

    /// What became of the year's faults, and which warnings were false. `tell` is told every odd one.
    func judged(tell: (String) -> Void) -> WarningTally {
        let told = told()
        var tally = WarningTally()
        (tally.meters, tally.days, tally.cared, tally.steps) = (1, days, house.isCared ? 1 : 0, readings.taken.count)
        for fault in faults + absences {
            guard let limit = lastMinute(fault) else { continue }
            let isAbsence = absences.contains(fault)
            if isAbsence { tally.absences += 1 }
            tally.faults[fault.sort, default: 0] += 1
            // No use is looked for from habit on, which may be shortly before what keeps somebody from using anything.
            let start = fault.sort == .noUse ? min(fault.span.lowerBound, limit - 120) : fault.span.lowerBound
            let hit = told.first { warning in
                Self.kinds(fault.sort).contains(warning.kind) && warning.began >= start
                    && warning.began <= limit
            }
            if let hit {
                tally.found[fault.sort, default: 0] += 1
                if isAbsence { tally.absencesFound += 1 }
                tally.hours[fault.sort, default: []].append(Double(hit.began - fault.span.lowerBound) / 60)
                if let over = hit.over, over <= fault.span.upperBound + 1_440 {
                    tally.ended[fault.sort, default: 0] += 1
                }
            } else {
                let late = told.first { Self.kinds(fault.sort).contains($0.kind) && fault.span.contains($0.began) }
                tell(
                    "missed \(fault.sort.rawValue) \(house.sort.rawValue) \(fault.amount) at \(fault.span) limit \(limit) "
                        + "cadence \(house.cadence) told \(late.map { "\($0.began - limit) minutes late" } ?? "never")")
            }
        }
        for warning in told
        where !(faults + absences).contains(where: { $0.explains(warning.kind, at: warning.began) }) {
            if warning.kind == .silent, readings.outages.contains(where: { warning.began - 60 < $0.upperBound + 60 }) {
                continue
            }
            tally.wrong[warning.kind, default: 0] += 1
            tell("false \(warning.kind.rawValue) \(house.sort.rawValue) day \(warning.began / 1_440): \(warning.text)")
        }
        return tally
    }

    /// The last minute at which a warning is in time; nil where nobody could have told anything.
    private func lastMinute(_ fault: Fault) -> Int? {
        let start = fault.span.lowerBound
        switch fault.sort {
        case .leak: return start + 1_440
        case .jam: return fault.span.upperBound
        case .backflow: return fault.span.upperBound + 30
        case .burst:
            let within = readings.taken.lazy.filter { $0.minute >= start }.prefix(2).map(\.minute)
            guard let second = within.last, second < fault.span.upperBound else { return nil }
            return second
        case .noUse:
            guard !house.isAnnounced(from: start / 1_440 - 1, to: fault.span.upperBound / 1_440 + 1),
                absences.contains(fault) || !house.isAway(start / 1_440), let habit = habit(at: start),
                habit + 120 > start, habit + 120 < fault.span.upperBound,
                !readings.moves[start..<habit + 120].contains(true)
            else { return nil }
            return habit + 120
        }
    }

    /// The minute by which something has been used according to habit: never in the sixteen weeks before was there a longer time without use
    /// that began within two hours of the time of day at which something was last used now, absences and faults apart. Of eight weeks the
    /// longest is passed by more than two hours 2.4 times a year by people who are well: who is told by then is told in vain too often.
    private func habit(at start: Int) -> Int? {
        guard let last = (0..<start).last(where: { readings.moves[$0] }) else { return nil }
        var (longest, used) = (0, last)
        for minute in stride(from: last - 1, through: max(0, last - 112 * 1_440), by: -1) where readings.moves[minute] {
            let pause = minute..<used
            used = minute
            let apart = (last - minute) % 1_440
            guard pause.count > longest, min(apart, 1_440 - apart) <= 120,
                !(pause.lowerBound / 1_440...pause.upperBound / 1_440).contains(where: house.isAway),
                !faults.contains(where: { $0.span.overlaps(pause) })
            else { continue }
            longest = pause.count
        }
        return longest > 0 ? last + longest : nil
    }

    private static func kinds(_ sort: Fault.Sort) -> [WarningKind] {
        switch sort {
        case .leak: [.leak, .burst]
        case .burst: [.burst]
        case .jam: [.jammed]
        case .backflow: [.backflow]
        case .noUse: [.noUse]
        }
    }
}

extension Int64 {
    func floored(to length: Int64) -> Int64 { self - ((self % length) + length) % length }
}
