// What a camera reads of a simulated year: every few minutes, not quite on time, with readings that fail and outages of hours and days;
// cut off at the meter's last place, which trembles where it is about to turn.

import Capture
import Metering
import Recognition

/// A reading as the watches get it.
struct TakenReading {
    var at: Timestamp
    var local: Int64
    var index: Index
    var minute: Int
}

/// The readings of a year, and what was really used.
struct Readings {
    private(set) var taken: [TakenReading] = []
    /// Whether the last place moved on in a minute: what is less than that nobody can see.
    private(set) var moves: [Bool] = []
    /// Outages, in minutes.
    private(set) var outages: [Range<Int>] = []

    init(_ house: Household, _ life: Life, _ faults: [Fault], days: Int) {
        var random = SplitMix64(seed: house.seed ^ 0x2EAD)
        for _ in 0..<random.choice(6) {
            let start = random.choice(days * 1_440)
            outages.append(
                start..<start + Int(random.unit() < 0.2 ? random.uniform(720, 3_000) : random.uniform(30, 600)))
        }
        var standing = random.uniform(1_000, 500_000)
        var next = random.unit() * house.cadence
        let unit = house.sort.unit
        for (minute, use) in life.minutes.enumerated() {
            let fault = faults.first { $0.span.contains(minute) }
            let step = Self.step(Double(use) / unit, fault, minute)
            while next < Double(minute + 1) {
                let part = next - Double(minute)
                let position = standing + step * part + random.normal(0.05)
                let isTaken = random.unit() > 0.01 && !outages.contains { $0.contains(minute) }
                if isTaken {
                    let milliseconds = house.firstDay * 86_400_000 + Int64(next * 60_000)
                    let local = milliseconds + Int64(house.offset(minute / 1_440)) * 3_600_000
                    taken.append(
                        TakenReading(
                            at: Timestamp(milliseconds: milliseconds), local: local,
                            index: Index(units: Int64(position.rounded(.down)), decimals: house.sort.decimals),
                            minute: minute))
                }
                next += house.cadence + random.uniform(-0.3, 0.3)
            }
            moves.append((standing + step).rounded(.down) > standing.rounded(.down))
            standing += step
        }
    }

    /// What the register moves in a minute.
    private static func step(_ use: Double, _ fault: Fault?, _ minute: Int) -> Double {
        guard let fault else { return use }
        switch fault.sort {
        case .leak: return use + fault.amount / 60 * (1 + 0.08 * cosine(turn: Double(minute % 1_440) / 1_440))
        case .burst: return use + fault.amount / 60
        case .jam, .noUse: return 0
        case .backflow: return -fault.amount / Double(fault.span.count)
        }
    }
}
