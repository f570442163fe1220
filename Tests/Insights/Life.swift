// Lives a household's year, and notes what is drawn in every minute: litres of water or gas, or watt hours.

import Capture

/// A year of use, by minute of universal time.
struct Life {
    private(set) var minutes: [Float]
    private let house: Household
    private var random: SplitMix64
    /// What the household has.
    private let things: Things

    /// Appliances and manners of a household.
    private struct Things {
        var showerFlow, toilet, machines, dishes, softener, garden, drip, baths, cooking, pilot: Double
        var washesAtNight, hasPool: Bool
        var heatLoss, burnerMin, burnerMax, base, fridge, car, boiler, heatPump: Double
        var hasSetback: Bool

        init(_ random: inout SplitMix64) {
            showerFlow = random.uniform(6, 14)
            toilet = random.uniform(4, 9)
            machines = random.uniform(0.5, 1.2)
            dishes = random.unit() < 0.7 ? random.uniform(0.2, 0.6) : 0
            softener = random.unit() < 0.15 ? random.uniform(3, 8).rounded() : 0
            garden = random.unit() < 0.3 ? random.uniform(0.2, 0.7) : 0
            drip = random.unit() < 0.06 ? random.uniform(40, 120) : 0
            baths = random.unit() < 0.5 ? random.uniform(0.05, 0.3) : 0
            cooking = random.uniform(0.4, 1)
            pilot = random.unit() < 0.1 ? random.uniform(8, 16) : 0
            washesAtNight = random.unit() < 0.15
            hasPool = random.unit() < 0.04
            heatLoss = random.uniform(0.08, 0.3)
            burnerMin = random.uniform(2.5, 6)
            burnerMax = random.uniform(14, 24)
            hasSetback = random.unit() < 0.7
            base = random.uniform(30, 220)
            fridge = random.uniform(60, 130)
            car = random.unit() < 0.15 ? [3.7, 11][random.choice(2)] : 0
            boiler = random.unit() < 0.15 ? 2 : 0
            heatPump = random.unit() < 0.1 ? random.uniform(1.2, 3) : 0
        }
    }

    init(_ house: Household, days: Int) {
        self.house = house
        random = SplitMix64(seed: house.seed)
        things = Things(&random)
        minutes = [Float](repeating: 0, count: days * 1_440)
        var cold = 0.0
        for day in 0..<days {
            cold = cold * 0.8 + random.normal(2.4)
            let ofYear = Double((house.firstDay + Int64(day)) % 365) / 365
            let outside = 10 - 9.5 * cosine(turn: ofYear - 0.08) + cold
            live(day, outside)
        }
        for minute in minutes.indices { minutes[minute] = Self.limited(minutes[minute], house.sort) }
    }

    /// A house's pipes let no more through than they can: beyond 20 litres of water a minute pressure falls, and one burner is all there is.
    private static func limited(_ flow: Float, _ sort: MeterSort) -> Float {
        switch sort {
        case .waterLitre, .waterTenth: flow > 20 ? 20 + (flow - 20) / 2 : flow
        case .gasKitchen, .gasHeating: min(flow, 50)
        case .power: flow
        }
    }

    private mutating func live(_ day: Int, _ outside: Double) {
        let isAway = house.isAway(day)
        switch house.sort {
        case .waterLitre, .waterTenth: houseWater(day, outside, isAway)
        case .gasKitchen, .gasHeating: houseGas(day, outside, isAway)
        case .power: housePower(day, outside, isAway)
        }
        guard !isAway else { return }
        let people = house.people + house.people.prefix(1).flatMap { [Person](repeating: $0, count: house.guests(day)) }
        let dinner = random.normal(30) + 1_110
        if random.unit() < things.cooking { cook(day, dinner, Double(people.count)) }
        if house.isFree(day), random.unit() < things.cooking {
            cook(day, 740 + random.normal(35), Double(people.count))
        }
        for person in people { pass(day, person) }
        let loads = Double(people.count) * 0.22 * things.machines
        for _ in 0..<random.often(loads) {
            wash(
                day, things.washesAtNight && random.unit() < 0.6 ? random.uniform(60, 280) : random.uniform(480, 1_260))
        }
        if random.unit() < things.dishes * min(2, Double(people.count) * 0.6) {
            rinse(day, dinner + random.uniform(40, 120))
        }
    }

    /// A person's day: up, at home and away, to bed.
    private mutating func pass(_ day: Int, _ person: Person) {
        let isFree = house.isFree(day)
        let up =
            (isFree ? person.wakeFree : person.wake)
            + random.normal(isFree ? person.wakeSpread * 1.6 : person.wakeSpread)
        let bed = person.bed + random.normal(25) + (isFree ? 30 : 0)
        var out: Range<Double>?
        if !isFree, random.unit() < person.works {
            let leave = max(up + 30, person.leave + random.normal(12))
            out = leave..<max(leave + 30, person.home + random.normal(40))
        } else if random.unit() < 0.55 {
            let leave = random.uniform(up + 90, 1_000)
            out = leave..<leave + random.uniform(40, random.unit() < 0.12 ? 600 : 240)
        }
        flush(day, up + random.uniform(0, 6))
        visit(day, up + random.uniform(5, 25), shower: random.unit() < person.showers * 0.7, bath: false)
        let flushes = random.often((bed - up) / 200)
        for _ in 0..<flushes {
            let at = random.uniform(up, bed)
            if out?.contains(at) != true { flush(day, at) }
        }
        for _ in 0..<random.often(9) {
            let at = random.uniform(up, bed)
            if out?.contains(at) != true { tap(day, at, random.uniform(0.3, 4)) }
        }
        visit(
            day, bed - random.uniform(10, 120), shower: random.unit() < person.showers * 0.35,
            bath: random.unit() < things.baths)
        flush(day, bed - random.uniform(0, 15))
        for _ in 0..<random.often(person.flushesAtNight) { flush(day, random.uniform(bed - 1_380, up - 30)) }
        if house.sort == .power {
            for _ in 0..<random.often(4) {
                let at = random.uniform(up, bed)
                if out?.contains(at) != true { draw(day, at, random.uniform(20, 150), 60 * random.uniform(0.05, 0.4)) }
            }
            let dark = outsideLight(day)
            draw(day, dark, max(0, bed - dark), random.uniform(40, 200) / 60)
            draw(day, up, random.uniform(15, 50), random.uniform(100, 900) / 60)
        }
    }

    private func outsideLight(_ day: Int) -> Double {
        1_200 - 190 * cosine(turn: Double((house.firstDay + Int64(day)) % 365) / 365 - 0.47 + 0.5)
    }

    private mutating func flush(_ day: Int, _ at: Double) {
        if house.sort.isWater { draw(day, at, 1.5, things.toilet * (random.unit() < 0.4 ? 0.5 : 1) / 1.5) }
    }

    private mutating func tap(_ day: Int, _ at: Double, _ litres: Double) {
        if house.sort.isWater { draw(day, at, 1, litres) }
        if house.sort == .gasKitchen || house.sort == .gasHeating, random.unit() < 0.25 { draw(day, at, 1, 25) }
    }

    private mutating func visit(_ day: Int, _ at: Double, shower: Bool, bath: Bool) {
        let long = bath ? random.uniform(10, 14) : shower ? random.uniform(3, 11) : 1
        let flow = bath ? 12 : shower ? things.showerFlow : 2
        switch house.sort {
        case .waterLitre, .waterTenth: draw(day, at, long, flow)
        case .gasKitchen, .gasHeating: if shower || bath { draw(day, at, long, flow * 2.6) }
        case .power: if shower { draw(day, at, random.uniform(2, 8), 20) }
        }
    }

    private mutating func cook(_ day: Int, _ at: Double, _ people: Double) {
        let long = random.uniform(15, 50)
        switch house.sort {
        case .waterLitre, .waterTenth:
            for _ in 0..<4 { draw(day, at + random.uniform(0, long), 1, random.uniform(0.5, 4)) }
        case .gasKitchen, .gasHeating: draw(day, at, long, random.uniform(2, 5))
        case .power: draw(day, at, long, random.uniform(500, 2_600) / 60)
        }
    }

    private mutating func wash(_ day: Int, _ at: Double) {
        if house.sort.isWater { for part in 0..<4 { draw(day, at + 18 * Double(part), 2, random.uniform(5, 8)) } }
        if house.sort == .power {
            draw(day, at + 5, 22, 2_000.0 / 60)
            draw(day, at + 27, 60, 3)
        }
    }

    private mutating func rinse(_ day: Int, _ at: Double) {
        if house.sort.isWater { for part in 0..<3 { draw(day, at + 25 * Double(part), 1.5, 2.5) } }
        if house.sort == .power { for part in 0..<2 { draw(day, at + 50 * Double(part), 15, 2_000.0 / 60) } }
    }

    private mutating func houseWater(_ day: Int, _ outside: Double, _ isAway: Bool) {
        if things.softener > 0, day % Int(things.softener) == 0, !isAway { draw(day, 125, 40, 2.5) }
        if things.drip > 0, outside > 16 { draw(day, 1_320, 300, things.drip / 60) }
        guard !isAway else { return }
        if outside > 15, random.unit() < things.garden {
            draw(day, random.uniform(1_100, 1_240), random.uniform(15, 70), 13)
        }
        if things.hasPool, (house.firstDay + Int64(day)) % 365 == 150 { draw(day, 600, random.uniform(500, 1_300), 13) }
    }

    private mutating func houseGas(_ day: Int, _ outside: Double, _ isAway: Bool) {
        if things.pilot > 0 { always(day, things.pilot / 60) }
        guard house.sort == .gasHeating else { return }
        let inside = isAway ? 15.0 : 20.0
        var at = 0.0
        while at < 1_440 {
            let isNight = things.hasSetback && (at < 330 || at > 1_350)
            let here = outside + 3.5 * cosine(turn: (at - 900) / 1_440)
            var kilowatts = max(0, inside - 2.5 - here) * things.heatLoss * random.uniform(0.8, 1.2)
            if isNight { kilowatts = here < -4 ? kilowatts * 0.6 : 0 }
            if kilowatts < 0.3 {
                at += 20
            } else if kilowatts < things.burnerMin {
                let on = random.uniform(5, 12)
                draw(day, at, on, things.burnerMin * 95 / 60)
                at += on * things.burnerMin / kilowatts
            } else {
                draw(day, at, 15, min(kilowatts, things.burnerMax) * 95 / 60)
                at += 15
            }
        }
    }

    private mutating func housePower(_ day: Int, _ outside: Double, _ isAway: Bool) {
        let winter = outside < 12 ? 35.0 : 0
        always(day, (things.base * (isAway ? 0.8 : 1) + winter) / 60)
        var at = random.uniform(0, 50)
        while at < 1_440 {
            draw(day, at, 18, things.fridge / 60)
            at += random.uniform(40, 60) - min(max(outside - 18, 0), 10)
        }
        if things.heatPump > 0, outside < 15 {
            at = random.uniform(0, 30)
            while at < 1_440 {
                let on = min(110, max(0, 15 - outside) * 5 + 12)
                draw(day, at, on, things.heatPump * 1_000 / 60)
                at += 120 + random.uniform(-10, 10)
            }
        }
        guard !isAway else { return }
        if things.boiler > 0 { draw(day, 120 + random.uniform(0, 10), random.uniform(60, 130), 2_000.0 / 60) }
        if things.car > 0, random.unit() < 0.35 {
            draw(day, random.uniform(1_080, 1_380), random.uniform(8, 35) / things.car * 60, things.car * 1_000 / 60)
        }
    }

    /// Draws `flow` a minute for a day, whether the clock is put forward or back.
    private mutating func always(_ day: Int, _ flow: Double) {
        for minute in max(0, day * 1_440 - 60)..<min(minutes.count, (day + 1) * 1_440 - 60) {
            minutes[minute] += Float(flow)
        }
    }

    /// Draws `flow` a minute from a local minute of the day on.
    private mutating func draw(_ day: Int, _ at: Double, _ long: Double, _ flow: Double) {
        let start = Double(day * 1_440 - house.offset(day) * 60) + at
        var (minute, left) = (Int(start.rounded()), long)
        while left > 0 {
            if minute >= 0, minute < minutes.count { minutes[minute] += Float(flow * min(1, left)) }
            (minute, left) = (minute + 1, left - 1)
        }
    }
}
