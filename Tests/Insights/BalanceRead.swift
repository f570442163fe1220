// What is read of a simulated group: every register in its own rhythm, not quite on time, in its own resolution and unit, with readings
// that fail and hours without any; some registers come from a file, in quarters of an hour by its clock. Some groups are read seldom.

import Capture
import Metering
import Recognition

/// How a register is read.
struct BalanceRead {
    let name: RegisterName
    /// Litres of a unit of the last place, and what that is in cubic metres.
    let litres: Double
    let term: MeterTerm
    private(set) var points: [UsagePoint] = []

    init(_ town: BalanceTown, _ number: Int, _ random: inout SplitMix64) {
        let isSupply = number == town.consumers.count
        name = isSupply ? RegisterName("supply") : town.consumers[number].name
        // Cubic metres in places, whole litres, or pulses of two and a half.
        let sort = random.choice(isSupply ? 2 : 5)
        let decimals: Int
        let factor: Index
        switch sort {
        case _ where isSupply && town.isCoarse: (litres, decimals, factor) = (100, 1, Index(units: 1, decimals: 0))
        case 0: (litres, decimals, factor) = (10, 2, Index(units: 1, decimals: 0))
        case 1, 2: (litres, decimals, factor) = (1, 3, Index(units: 1, decimals: 0))
        case 3: (litres, decimals, factor) = (1, 0, Index(units: 1, decimals: 3))
        default: (litres, decimals, factor) = (2.5, 0, Index(units: 25, decimals: 4))
        }
        term = MeterTerm(name, factor: factor)
        let isImported = random.unit() < 0.2
        let cadence = (isImported ? 15 : [2.0, 5, 5, 10, 15][random.choice(5)]) * (town.isCoarse ? 4 : 1)
        let fails = random.uniform(0, 0.03)
        var outages: [Range<Double>] = []
        for _ in 0..<town.count / 1_440 / 12 {
            let at = random.uniform(0, Double(town.count))
            outages.append(at..<at + random.uniform(30, random.unit() < 0.1 ? 2_000 : 400))
        }
        var at = isImported ? 0 : random.uniform(0, cadence)
        while at < Double(town.count - 1) {
            defer { at += cadence + (isImported ? 0 : random.uniform(-0.4, 0.4)) }
            if random.unit() < fails || outages.contains(where: { $0.contains(at) }) { continue }
            let instant = Timestamp(milliseconds: town.start.milliseconds + Int64(at * 60_000))
            let position = town.counted(number, at: instant) / litres + random.normal(0.05)
            points.append(
                UsagePoint(
                    seq: Int64(points.count), at: instant,
                    index: Index(units: Int64(position.rounded(.down)), decimals: decimals)))
        }
    }
}
