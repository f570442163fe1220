// A simulated balance group: twenty consumers of different kinds behind one supply meter, with a leak, a wrong meter or a thief, or none of
// them. What flows and what every register counts is known to the litre; the books see only what was read of it.

import Capture
import Metering
import Recognition

/// What is lost, and how.
struct BalanceLoss {
    enum Sort: String, CaseIterable {
        case none, leak, meter = "slow meter", supply = "fast supply", theft, both = "leak and slow"
    }

    var sort: Sort
    /// The share of the supply.
    var share: Double
}

/// A consumer and its register.
struct BalanceConsumer {
    let name: RegisterName
    /// Litres a day as a rule, and in one draw.
    let daily: Double
    let draw: Double
    /// Parts of a day's use by hour, on workdays and at weekends.
    let work: [Double]
    let free: [Double]

    init(_ number: Int, _ random: inout SplitMix64) {
        name = RegisterName("flat-\(number)")
        let sort = random.unit()
        daily = 250 * power(2.718, random.normal(0.6)) * (sort < 0.15 ? 3 : 1)
        draw = random.uniform(4, 40)
        func hump(_ hour: Int, _ middle: Double, _ width: Double) -> Double {
            let away = min(abs(Double(hour) - middle), 24 - abs(Double(hour) - middle)) / width
            return power(2.718, -away * away)
        }
        let (morning, evening) = (random.uniform(6, 9), random.uniform(17, 21))
        let (night, noon) = (random.uniform(0.005, 0.05), random.uniform(0.1, 0.5))
        let isShop = sort < 0.15
        work = (0..<24).map { hour in
            isShop
                ? ((8..<18).contains(hour) ? 1 : 0.02)
                : night + hump(hour, morning, 1.5) + noon * hump(hour, 13, 3) + hump(hour, evening, 2.5)
        }
        free = (0..<24).map { hour in
            isShop
                ? 0.03
                : night + hump(hour, morning + 2, 2) + 1.5 * noon * hump(hour, 14, 3) + hump(hour, evening, 2.5)
        }
    }

    /// Litres in each minute.
    func minutes(_ zone: LocalTime, from: Timestamp, count: Int, _ random: inout SplitMix64) -> [Double] {
        var minutes = [Double](repeating: 0, count: count)
        let (workSum, freeSum) = (work.reduce(0, +), free.reduce(0, +))
        var today = 1.0
        for hour in 0..<count / 60 {
            let local = zone.local(at: Timestamp(milliseconds: from.milliseconds + Int64(hour) * 3_600_000))
            let date = CivilDate(local: local)
            let ofDay = Int((local - date.local) / 3_600_000)
            if ofDay == 0 { today = power(2.718, random.normal(0.3)) }
            let isFree = [.sat, .sun].contains(TariffDay(date))
            let litres = today * daily * (isFree ? free[ofDay] / freeSum : work[ofDay] / workSum)
            for _ in 0..<random.often(litres / draw) {
                let start = hour * 60 + random.choice(60)
                let (amount, length) = (draw * random.uniform(0.3, 1.7), 1 + random.choice(8))
                for minute in start..<min(start + length, count) { minutes[minute] += amount / Double(length) }
            }
        }
        return minutes
    }
}

/// A group with what is lost in it.
struct BalanceTown {
    let loss: BalanceLoss
    let zone: LocalTime
    let start: Timestamp
    /// Minutes.
    let count: Int
    /// Whether it is read about once an hour and its supply in tenths of a cubic metre.
    let isCoarse: Bool
    private(set) var consumers: [BalanceConsumer] = []
    /// The one whose meter is slow.
    private(set) var slow: Int?
    /// What each register has counted by the beginning of each minute, in litres; that of the supply last.
    private(set) var counted: [[Double]] = []

    init(_ loss: BalanceLoss, seed: UInt64, days: Int) {
        (self.loss, zone) = (loss, LocalTime(offset: Self.berlin))
        var random = SplitMix64(seed: seed)
        // Half of them in a spring or autumn in which the clock is put forward or back.
        let ofYear = random.unit() < 0.5 ? (random.unit() < 0.5 ? 70 : 280) + random.choice(15) : random.choice(365)
        start = zone.instant(of: (20_454 + Int64(ofYear)) * 86_400_000 + Int64(random.choice(24)) * 3_600_000)
        count = (days + 2) * 1_440
        isCoarse = random.unit() < 0.25
        for number in 0..<20 { consumers.append(BalanceConsumer(number, &random)) }
        var uses = consumers.map { $0.minutes(zone, from: start, count: count, &random) }
        let sums = uses.map { $0.reduce(0, +) }
        let whole = sums.reduce(0, +)
        var supply = [Double](repeating: 0, count: count)
        for use in uses { for minute in 0..<count { supply[minute] += use[minute] } }
        switch loss.sort {
        case .none: break
        case .both:
            slow = Self.slow(&uses, sums, share: loss.share / 2, &random)
            for minute in 0..<count { supply[minute] += whole * loss.share / 2 / Double(count) }
        case .meter: slow = Self.slow(&uses, sums, share: loss.share, &random)
        case .supply: for minute in 0..<count { supply[minute] /= 1 - loss.share }
        case .leak, .theft:
            let lost = whole * loss.share / (1 - loss.share)
            for (minute, part) in lostParts(&random).enumerated() { supply[minute] += lost * part }
        }
        counted = (uses + [supply]).map { use in
            var sum = random.uniform(1_000, 900_000)
            return use.map { litres in
                defer { sum += litres }
                return sum
            }
        }
    }

    /// Makes a meter slow whose share is large enough for such a loss to be all its own; which one it is.
    private static func slow(_ uses: inout [[Double]], _ sums: [Double], share: Double, _ random: inout SplitMix64)
        -> Int
    {
        let whole = sums.reduce(0, +)
        let able = sums.indices.filter { sums[$0] > 1.7 * share * whole }
        let place = able.isEmpty ? (sums.indices.max { sums[$0] < sums[$1] } ?? 0) : able[random.choice(able.count)]
        let kept = max(0.05, 1 - share * whole / sums[place])
        for minute in uses[place].indices { uses[place][minute] *= kept }
        return place
    }

    /// The part of what is lost in each minute.
    private func lostParts(_ random: inout SplitMix64) -> [Double] {
        let (first, length) = (random.choice(24), 2 + random.choice(7))
        let days = random.choice(4)
        var today = 0.0
        var day = Int64.min
        let parts = (0..<count).map { minute in
            let local = zone.local(at: Timestamp(milliseconds: start.milliseconds + Int64(minute) * 60_000))
            let date = CivilDate(local: local)
            let ofDay = Double(local - date.local) / 86_400_000
            guard loss.sort == .theft else { return 1 + 0.08 * cosine(turn: ofDay) }
            if date.day != day {
                let isFree = [.sat, .sun].contains(TariffDay(date))
                let comes = days == 0 ? random.unit() < 0.6 : days == 1 ? isFree : days == 2 ? !isFree : true
                (day, today) = (date.day, comes ? random.uniform(0.5, 1.5) : 0)
            }
            return (Int(ofDay * 24) - first + 24) % 24 < length ? today : 0
        }
        let sum = parts.reduce(0, +)
        return parts.map { $0 / max(sum, 1e-9) }
    }

    /// What a register has counted at an instant, in litres.
    func counted(_ register: Int, at instant: Timestamp) -> Double {
        let minutes = Double(instant.milliseconds - start.milliseconds) / 60_000
        let (place, own) = (min(max(0, Int(minutes)), count - 2), counted[register])
        return own[place] + (own[place + 1] - own[place]) * min(1, max(0, minutes - Double(place)))
    }

    /// Summer time from the last Sunday of March to that of October, as in all of Europe.
    @Sendable private static func berlin(_ seconds: Int64) -> Int {
        let year = CivilDate(local: seconds * 1_000).civil.year
        func change(_ month: Int64) -> Int64 {
            let last = CivilDate(year, month, 31)?.day ?? 0
            return (last - (last + 4) % 7) * 86_400 + 3_600
        }
        return (change(3)..<change(10)).contains(seconds) ? 7_200 : 3_600
    }
}
