// A meter with a register that is read and a contact that is counted, for as long as a test wants.

import Recognition

@testable import Metering

/// A place with a meter: what flows there and how it is read.
struct PulseSimulation {
    /// A generator that can be repeated.
    struct Chance {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        /// A number in 0 ..< 1.
        mutating func unit() -> Double {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
        }
    }

    /// How true pulses become counted ones, by their true number.
    enum Fault {
        case none
        /// So many counted for each: 0 is a dead contact, 10 a wrong weight.
        case factor(Double)
        /// Every so many-th is lost or counted twice.
        case lost(Int64)
        case doubled(Int64)
        /// Each is lost with this probability.
        case chance(Double)
    }

    let output: PulseOutput
    let weight: Double
    let decimals: Int
    let daily: Double
    let hourlyMax: Double
    let latency: Double
    var fault = Fault.none
    /// The share of the quarters of a day and of a night in which something is drawn.
    var draws = (day: 0.5, night: 0.05)
    var series = "boot 1"
    private(set) var chance: Chance
    private(set) var volume: Double
    private(set) var minutes: Int64 = 0
    private(set) var counted = 0.0
    private var seen: Int64 = 0
    private var flow = 0.0
    private let phase: Double

    init(weight: Index, decimals: Int, daily: Double, hourlyMax: Double, latency: Double = 1, seed: UInt64) {
        output = PulseOutput(
            weight: weight, readingError: Index(units: 1, decimals: decimals), hourlyMax: hourlyMax, latency: latency)!
        self.weight = Double(weight.units) / PulseSimulation.power(weight.decimals)
        (self.decimals, self.daily, self.hourlyMax, self.latency) = (decimals, daily, hourlyMax, latency)
        chance = Chance(seed: seed)
        volume = 100 + chance.unit() * 1000
        phase = chance.unit()
        seen = pulses(at: volume)
    }

    /// A quarter of an hour passes; the reading and the count at its end.
    mutating func quarter() -> (index: Index, pulses: PulseCount, at: Timestamp) {
        let hour = Double(minutes / 60 % 24)
        let isDay = hour >= 6 && hour < 23
        let isDrawn = chance.unit() < (isDay ? draws.day : draws.night)
        let before = flow
        // Draws are of very different size.
        let share = chance.unit() * chance.unit() * 4
        flow = isDrawn ? min(hourlyMax * 0.9, daily * share / (17 * draws.day + 7 * draws.night)) : 0
        volume += before / 4
        minutes += 15
        // The counter is asked a moment before or after the picture.
        let moment = (chance.unit() * 2 - 1) * latency / 3600
        let asked = volume + moment * (moment > 0 ? flow : before)
        let now = max(seen, pulses(at: asked))
        count(from: seen, to: now)
        seen = now
        let power = PulseSimulation.power(decimals)
        let shown = Int64((volume * power + chance.unit() - 0.5).rounded())
        return (Index(units: shown, decimals: decimals), PulseCount(series: series, count: Int64(counted)), time)
    }

    /// The present moment.
    var time: Timestamp { Timestamp(milliseconds: 1_767_225_600_000 + minutes * 60_000) }

    /// True pulses since the beginning.
    var pulsesSoFar: Int64 { seen }

    /// The count begins anew.
    mutating func reboot() {
        series += "1"
        counted = 0
    }

    private func pulses(at volume: Double) -> Int64 { Int64((volume / weight + phase).rounded(.down)) }

    private mutating func count(from: Int64, to: Int64) {
        let new = Double(to - from)
        switch fault {
        case .none: counted += new
        case .factor(let factor): counted += new * factor
        case .lost(let every): counted += new - Double(to / every - from / every)
        case .doubled(let every): counted += new + Double(to / every - from / every)
        case .chance(let share): for _ in 0..<(to - from) where chance.unit() >= share { counted += 1 }
        }
    }

    private static func power(_ places: Int) -> Double { (0..<places).reduce(1) { power, _ in power * 10 } }
}

extension PulseWitness {
    /// Lets quarters of an hour pass; the events.
    mutating func watch(_ simulation: inout PulseSimulation, quarters: Int) -> [PulseEvent] {
        var events: [PulseEvent] = []
        for _ in 0..<quarters {
            let (index, pulses, at) = simulation.quarter()
            if let event = add(index, pulses, at: at) { events.append(event) }
        }
        return events
    }

    /// Lets time pass until there is an event, and how many quarters that took.
    mutating func watch(_ simulation: inout PulseSimulation, atMost quarters: Int) -> (event: PulseEvent, after: Int)? {
        for quarter in 1...quarters {
            let (index, pulses, at) = simulation.quarter()
            if let event = add(index, pulses, at: at) { return (event, quarter) }
        }
        return nil
    }
}
