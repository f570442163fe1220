// How often a meter is read.

import Capture
import Testing

@Suite("The cadence")
struct CadenceTests {
    private let minute: Int64 = 60_000

    private func cadence() throws -> Cadence {
        try Cadence(base: 15 * minute, least: 2 * minute, most: 120 * minute)
    }

    @Test("is the base at ordinary use and where nothing is known")
    func base() throws {
        for share in [nil, 0.001, 0.05, 0.1, .nan] {
            #expect(try cadence().interval(share: share, anchorAge: nil, anchorLimit: nil) == 15 * minute)
        }
    }

    @Test("is faster the more flows, so that as much flows from reading to reading, and slower when nothing does")
    func share() throws {
        let cadence = try cadence()
        for (share, minutes) in [
            (0, 120), (0.0005, 120), (0.11, 7.5), (0.2, 7.5), (0.21, 3.75), (0.5, 3.75), (50, 3.75),
        ] {
            let interval = cadence.interval(share: share, anchorAge: nil, anchorLimit: nil)
            #expect(interval == Int64(minutes * 60_000), "\(share)")
        }
    }

    @Test("leaves three chances before the last accepted reading is too old")
    func anchor() throws {
        let cadence = try cadence()
        #expect(cadence.interval(share: 0, anchorAge: 0, anchorLimit: 360 * minute) == 120 * minute)
        #expect(cadence.interval(share: 0, anchorAge: 60 * minute, anchorLimit: 360 * minute) == 60 * minute)
        #expect(
            cadence.interval(share: 0.05, anchorAge: 330 * minute, anchorLimit: 360 * minute) == Int64(7.5 * 60_000))
        #expect(cadence.interval(share: 0, anchorAge: 900 * minute, anchorLimit: 360 * minute) == Int64(3.75 * 60_000))
        #expect(cadence.interval(share: 0, anchorAge: nil, anchorLimit: 360 * minute) == Int64(3.75 * 60_000))
        #expect(cadence.interval(share: 0, anchorAge: -5, anchorLimit: 360 * minute) == 120 * minute)
    }

    @Test("stays within the card's bounds, and its slots lie among each other's")
    func bounds() throws {
        let seed = UInt64.random(in: 0 ... .max >> 1)
        var random = SplitMix64(seed: seed)
        for _ in 0..<5000 {
            let base = Int64(random.uniform(100, 1e8))
            let cadence = try Cadence(
                base: base, least: max(100, Int64(random.unit() * Double(base))),
                most: min(Limits.intervalMax, base + Int64(random.unit() * 1e9)))
            let interval = cadence.interval(
                share: random.unit() * random.unit(), anchorAge: Int64(random.unit() * 1e8),
                anchorLimit: Int64(random.unit() * 1e9))
            #expect((cadence.least...cadence.most).contains(interval), "seed \(seed): \(cadence)")
            #expect(interval % base == 0 || base % interval == 0, "seed \(seed): \(cadence)")
        }
    }

    @Test("takes the share from what flowed and the most that can")
    func shares() {
        #expect(Cadence.share(consumed: 0.25, milliseconds: 900_000, hourlyMax: 2) == 0.5)
        #expect(Cadence.share(consumed: -1, milliseconds: 900_000, hourlyMax: 2) == 0)
        #expect(Cadence.share(consumed: 1, milliseconds: 0, hourlyMax: 2) == nil)
        #expect(Cadence.share(consumed: 1, milliseconds: 5, hourlyMax: nil) == nil)
        #expect(Cadence.share(consumed: 1, milliseconds: 5, hourlyMax: 0) == nil)
    }

    @Test("refuses bounds that are out of order")
    func mistakes() {
        for (base, least, most) in [(5, 1, 10), (1000, 2000, 3000), (3000, 1000, 2000), (1000, 500, Int64.max)] {
            #expect(throws: ScheduleMistake.self) { try Cadence(base: Int64(base), least: Int64(least), most: most) }
        }
    }
}
