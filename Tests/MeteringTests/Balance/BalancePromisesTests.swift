// What balances promise, held against random meters: exact sums, the same books whatever the order of readings, and groups within groups
// that say the same as one.

import Recognition
import Testing

@testable import Metering

@Suite struct BalancePromisesTests {
    /// Meters with factors, and every reading with what had been counted by then.
    private struct Town {
        var terms: [MeterTerm] = []
        var points: [RegisterName: [UsagePoint]] = [:]
        var counted: [RegisterName: [Int64: Int64]] = [:]
        var readings: [RegisterName: UsageSeries] { points.mapValues { UsageSeries($0) } }

        init(_ random: inout TestRandom, days: Int) {
            for number in 0..<(3 + random.below(6)) {
                let name = RegisterName("m\(number)")
                let whole: Int64 = 100_000
                let rolls = random.below(3) == 0
                terms.append(
                    MeterTerm(
                        name, factor: [Index(units: 1, decimals: 0), Index(units: 25, decimals: 4)][random.below(2)],
                        capacity: rolls ? Index(units: 1_000, decimals: 0) : nil))
                var (at, count, list) = (Int64(random.below(3_600_000)), Int64(random.below(90_000)), [UsagePoint]())
                var seq: Int64 = 0
                while at < Int64(days + 1) * 86_400_000 {
                    list.append(
                        UsagePoint(
                            seq: seq, at: Timestamp(milliseconds: at),
                            index: Index(units: rolls ? count % whole : count, decimals: 2)))
                    counted[name, default: [:]][seq] = count
                    seq += 1
                    count += Int64(random.below(900))
                    at += 300_000 + Int64(random.below(random.below(40) == 0 ? 30_000_000 : 2_400_000))
                }
                points[name] = list
            }
        }

        /// The exact part of a term, in ten-thousandths of its hundredths.
        func part(_ part: SumPart) -> Int64? {
            guard let term = terms.first(where: { $0.register == part.register }), let first = part.first,
                let last = part.last, let from = counted[part.register]?[first.seq],
                let to = counted[part.register]?[last.seq]
            else { return nil }
            return (to - from) * term.factor.scaled(to: 4)
        }
    }

    private static let zone = LocalTime.fixed(secondsEast: 3_600)

    private static func borders(_ step: UsageStep, days: Int64) -> [Timestamp] {
        zone.borders(
            of: step, from: Timestamp(milliseconds: 82_800_000),
            to: Timestamp(milliseconds: 82_800_000 + (days - 1) * 86_400_000), limit: 2_000)
    }

    @Test func sumsAreDifferencesOfIndexesToTheLastDigitAndPartsAddUp() {
        let seed = UInt64.random(in: 0 ... .max)
        print("balances from seed \(seed)")
        var random = TestRandom(seed: seed)
        for number in 0..<200 {
            let town = Town(&random, days: 3)
            let sum = MeterSum(town.terms)
            let hours = sum.intervals(town.readings, borders: Self.borders(.hour, days: 3))
            let days = sum.intervals(town.readings, borders: Self.borders(.day, days: 3))
            let broken = (hours + days).compactMap { Self.wrong($0, town) } + days.compactMap { Self.wrong($0, hours) }
            guard broken.isEmpty else {
                Issue.record("town \(number) of seed \(seed): \(broken[0])")
                return
            }
        }
    }

    /// What is wrong with a sum, if anything.
    private static func wrong(_ interval: SumInterval, _ town: Town) -> String? {
        let parts = interval.parts.filter { $0.usage != nil }
        let exact = parts.map { town.part($0) ?? .min }
        guard parts.map({ $0.usage?.scaled(to: 6) }) == exact else { return "a part is no difference of indexes" }
        guard let usage = interval.usage else { return parts.count < town.terms.count ? nil : "a sum is kept back" }
        guard usage.scaled(to: 6) == exact.reduce(0, +) else { return "a sum is not that of its parts" }
        return interval.missing.isEmpty && interval.deviation > 0 ? nil : "a sum is surer than it can be"
    }

    /// What is wrong with a day by its hours, if anything.
    private static func wrong(_ day: SumInterval, _ hours: [SumInterval]) -> String? {
        let within = hours.filter { $0.from >= day.from && $0.to <= day.to }
        let known = within.compactMap { $0.usage?.scaled(to: 6) }
        guard let usage = day.usage, known.count == within.count else { return nil }
        return known.reduce(0, +) == usage.scaled(to: 6) ? nil : "the hours do not add up to the day"
    }

    @Test func readingsInAnyOrderGiveTheSameBooks() {
        let seed = UInt64.random(in: 0 ... .max)
        print("orders of balances from seed \(seed)")
        var random = TestRandom(seed: seed)
        for _ in 0..<20 {
            let town = Town(&random, days: 4)
            let book = BalanceBook(
                name: "town", unit: "m³", supply: MeterSum([town.terms[0]]),
                sales: MeterSum(Array(town.terms.dropFirst())))
            var all = town.points.flatMap { name, points in points.map { (name, $0) } }
            var watches: [BalanceWatch] = []
            for _ in 0..<2 {
                var watch = BalanceWatch(book)
                for (name, point) in all { watch.add(point, of: name) }
                // One that was wrong, and is withdrawn.
                var wrong = all[random.below(all.count)]
                wrong.1.seq = 1_000_000
                wrong.1.index.units += 5
                watch.add(wrong.1, of: wrong.0)
                watch.withdraw(1_000_000, of: wrong.0)
                _ = watch.pass(to: Timestamp(milliseconds: 20 * 86_400_000), zone: Self.zone)
                watches.append(watch)
                for place in all.indices { all.swapAt(place, random.below(place + 1)) }
            }
            #expect(watches[0].days == watches[1].days && !watches[0].days.isEmpty, "seed \(seed)")
        }
    }

    @Test func aGroupThatIsSplitSaysTheSameAndItsPartsAddUp() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("split groups from seed \(seed)")
        var random = TestRandom(seed: seed)
        for _ in 0..<50 {
            let town = Town(&random, days: 2)
            let members = town.terms.map {
                BalanceMember(.register($0.register), factor: $0.factor)
            }
            let registers = town.terms.map {
                KnownRegister($0.register, medium: .water, unit: "m³", decimals: 2, capacity: $0.capacity)
            }
            func group(_ name: String, _ supply: [BalanceMember], _ sales: [BalanceMember]) -> BalanceGroup {
                BalanceGroup(name: name, medium: .water, supply: supply, sales: sales)
            }
            let whole = group("whole", [members[0]], Array(members[1...]))
            let collected = group("collected", [members[0]], [BalanceMember(.group("rest")), members[1]])
            let rest = group("rest", [], Array(members[2...]))
            // The first of the rest is taken for the supply of the others.
            let zone = group("zone", [members[1]], Array(members[2...]))
            let outer = group("outer", [members[0]], [BalanceMember(.group("zone"))])
            let plan = BalancePlan(groups: [whole, collected, rest, zone, outer], registers: registers)
            #expect(plan.mistakes() == [])
            let borders = Self.borders(.hour, days: 2)
            let told = Dictionary(
                uniqueKeysWithValues: plan.books.map { ($0.name, $0.intervals(town.readings, borders: borders)) })
            let (one, other) = (try #require(told["whole"]), try #require(told["collected"]))
            #expect(one.map(\.difference) == other.map(\.difference), "seed \(seed)")
            for (one, other) in zip(one, other) { #expect(abs(one.deviation - other.deviation) < 1e-9) }
            let (inside, outside) = (try #require(told["zone"]), try #require(told["outer"]))
            for (number, interval) in one.enumerated() {
                guard let parts = SumInterval.exact([inside[number].difference, outside[number].difference]),
                    let flat = interval.difference, let middle = town.part(inside[number].supply.parts[0])
                else { continue }
                // Flat, the meter between the two is one of the sales; in zones it is supply here and sales there.
                #expect(parts.scaled(to: 6) == flat.scaled(to: 6) + middle, "seed \(seed)")
            }
        }
    }
}
