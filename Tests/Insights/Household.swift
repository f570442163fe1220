// A simulated household: who lives there, what they have, and when they are away. Nothing of it is known to the watches, and nothing is
// chosen with them in mind: habits differ from person to person and from day to day.

import Capture
import Metering

/// What its meter measures, and how finely.
enum MeterSort: String, CaseIterable {
    case waterLitre = "water 1 L"
    case waterTenth = "water 0.1 L"
    case gasKitchen = "gas, no heating"
    case gasHeating = "gas, heating"
    case power = "electricity"

    /// Litres or watt hours in a unit of the last place.
    var unit: Double {
        switch self {
        case .waterLitre: 1
        case .waterTenth: 0.1
        case .gasKitchen, .gasHeating: 10
        case .power: 100
        }
    }

    /// Decimals of the index, in cubic metres or kilowatt hours.
    var decimals: Int { [3, 4, 2, 2, 1][Self.allCases.firstIndex(of: self) ?? 0] }
    var medium: Medium { isWater ? .water : self == .power ? .electricity : .gas }
    var isWater: Bool { self == .waterLitre || self == .waterTenth }
}

/// One who lives there.
struct Person {
    var wake: Double
    var wakeFree: Double
    var wakeSpread: Double
    var leave: Double
    var home: Double
    /// The share of workdays on which they leave.
    var works: Double
    var bed: Double
    var flushesAtNight: Double
    var showers: Double

    init(_ random: inout SplitMix64, isOld: Bool) {
        let isRetired = isOld || random.unit() < 0.2
        wake = isRetired ? random.uniform(360, 510) : random.uniform(315, 450)
        wakeFree = wake + (isRetired ? random.uniform(0, 45) : random.uniform(30, 150))
        wakeSpread = random.uniform(8, 30)
        leave = wake + random.uniform(40, 100)
        home = isRetired ? leave + random.uniform(90, 240) : random.uniform(810, 1_110)
        works = isRetired ? random.uniform(0.1, 0.6) : random.uniform(0.6, 1)
        bed = random.uniform(1_290, 1_420)
        flushesAtNight = isRetired ? random.uniform(0.3, 2) : random.uniform(0.02, 0.4)
        showers = random.uniform(0.4, 1.1)
    }
}

/// A household.
struct Household {
    /// Which of all of them.
    let number: Int
    let sort: MeterSort
    let seed: UInt64
    /// One person alone, for whom somebody wants to be told.
    let isCared: Bool
    let people: [Person]
    /// Days of which nobody is there, counted from the first; and whether somebody has said so.
    var away: [(days: Range<Int>, isSaid: Bool)] = []
    /// Days on which there are guests, and how many.
    var guests: [(days: Range<Int>, count: Int)] = []
    /// Minutes between readings.
    let cadence: Double
    /// The first day, since 1970.
    let firstDay: Int64

    init(_ number: Int, seed: UInt64, days: Int) {
        self.number = number
        var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(number))
        let draw = random.unit()
        sort =
            draw < 0.4
            ? .waterLitre : draw < 0.6 ? .waterTenth : draw < 0.7 ? .gasKitchen : draw < 0.8 ? .gasHeating : .power
        isCared = sort.isWater && random.unit() < 0.4
        let count = isCared ? 1 : 1 + min(6, Int(-1.6 * logarithm(1 - random.unit())))
        var people: [Person] = []
        for _ in 0..<count { people.append(Person(&random, isOld: isCared)) }
        self.people = people
        cadence = [2, 3, 5, 5, 10, 15][random.choice(6)]
        firstDay = 20_089 + Int64(random.choice(365))
        self.seed = random.next()
        for year in 0..<max(1, days / 365) {
            let (start, days) = (year * 365, min(days, 365))
            for _ in 0..<random.choice(4) {
                let first = start + random.choice(days)
                away.append((first..<first + 3 + random.choice(15), random.unit() < 0.75))
            }
            for _ in 0..<random.choice(isCared ? 3 : 8) {
                let first = start + random.choice(days)
                away.append((first..<first + 1 + random.choice(3), random.unit() < 0.75))
            }
            for _ in 0..<random.choice(6) {
                let first = start + random.choice(days)
                guests.append((first..<first + 1 + random.choice(5), 1 + random.choice(4)))
            }
        }
    }

    /// Days away of which nobody has said anything, as what a watch for no use is to tell: those after the first six weeks that no other time
    /// away touches.
    func absences(in days: Int) -> [Fault] {
        guard isCared else { return [] }
        return away.indices.compactMap { place in
            let (span, isSaid) = away[place]
            let isAlone = away.indices.allSatisfy {
                $0 == place || away[$0].days.upperBound < span.lowerBound || away[$0].days.lowerBound > span.upperBound
            }
            guard !isSaid, isAlone, span.lowerBound >= 42, span.upperBound < days else { return nil }
            let (from, to) = (span.lowerBound, span.upperBound)
            let minutes = from * 1_440 - offset(from) * 60..<to * 1_440 - offset(to) * 60
            return Fault(sort: .noUse, span: minutes, amount: 0)
        }
    }

    /// Whether somebody has said for one of those days that nobody is there.
    func isAnnounced(from: Int, to: Int) -> Bool {
        away.contains { $0.isSaid && $0.days.overlaps(from..<to + 1) }
    }

    func isAway(_ day: Int) -> Bool { away.contains { $0.days.contains(day) } }
    func guests(_ day: Int) -> Int { guests.first { $0.days.contains(day) }?.count ?? 0 }

    /// A day on which nobody has to go to work: weekends, and the holidays of most of Europe.
    func isFree(_ day: Int) -> Bool {
        let date = firstDay + Int64(day)
        let ofWeek = (date + 3) % 7
        let ofYear = Int((date - 20_089) % 365)
        return ofWeek >= 5 || [0, 107, 110, 120, 148, 159, 275, 304, 357, 358, 359, 364].contains(ofYear)
    }

    /// Hours that the clock on the wall is ahead, on that day: summer from the end of March to the end of October.
    func offset(_ day: Int) -> Int {
        let ofYear = Int((firstDay + Int64(day) - 20_089) % 365)
        return (88..<298).contains(ofYear) ? 2 : 1
    }
}
