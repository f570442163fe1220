// The gears of a register.
// Carries run through the wheels as they do on a real meter.

import Capture
import Testing

@Suite("The gears of a register")
struct GearTrainTests {
    static let water = TestPictures.water.dials
    static let gas = TestPictures.gas.dials

    /// Positions rounded to thousandths, which is all these examples say.
    private func shown(_ dials: [SimulatedDial], _ ticks: Double) -> [Double] {
        GearTrain.positions(of: dials, at: ticks).map { ($0 * 1000).rounded() / 1000 }
    }

    @Test("turn needles in proportion and leave wheels at rest")
    func rest() {
        // 00123.4567 and a half of the last place.
        #expect(shown(Self.water, 1_234_567.5) == [0, 0, 1, 2, 3, 4.568, 5.675, 6.75, 7.5])
    }

    @Test("carry through three wheels at once while the dial below runs from nine to zero")
    func carry() {
        #expect(shown(Self.water, 19_990_000)[0...5] == [0, 1, 9, 9, 9, 0])
        #expect(shown(Self.water, 19_998_999)[0...5] == [0, 1, 9, 9, 9, 8.999])
        #expect(shown(Self.water, 19_999_500)[0...5] == [0, 1.5, 9.5, 9.5, 9.5, 9.5])
        #expect(shown(Self.water, 19_999_900)[0...5] == [0, 1.9, 9.9, 9.9, 9.9, 9.9])
        #expect(shown(Self.water, 20_000_000)[0...5] == [0, 2, 0, 0, 0, 0])
    }

    @Test("turn the last wheel of a gas meter all the time")
    func gas() {
        #expect(shown(Self.gas, 47_899_996.25) == [4, 7, 8, 9, 9, 9, 9, 6.25])
        #expect(shown(Self.gas, 47_899_999.25) == [4, 7, 8.25, 9.25, 9.25, 9.25, 9.25, 9.25])
    }

    @Test("wrap every dial at the end of the register")
    func wrap() {
        #expect(shown(Self.gas, 99_999_999.5) == [Double](repeating: 9.5, count: 8))
        #expect(shown(Self.gas, 100_000_000) == [Double](repeating: 0, count: 8))
    }

    @Test("turn all needles of an old electricity meter in proportion, whichever way round")
    func dials() {
        #expect(shown(TestPictures.dials.dials, 12_345.5) == [1.235, 2.345, 3.455, 4.55, 5.5])
    }

    @Test("show whole digits on a display")
    func display() {
        let dials = TestPictures.electricity.dials
        let shown = GearTrain.positions(of: dials, at: 12_349.99)
        #expect(shown.suffix(5) == [1, 2, 3, 4, 9])
    }

    @Test("never leave 0 ..< 10 and agree with the count when rounded down")
    func ranges() {
        let seed = UInt64.random(in: 0 ... .max)
        print("gears: seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<2000 {
            let ticks = random.uniform(0, 1e9)
            let positions = GearTrain.positions(of: Self.water, at: ticks)
            #expect(positions.allSatisfy { $0 >= 0 && $0 < 10 }, "seed \(seed)")
            let value = positions.reduce(0) { $0 * 10 + Int64($1) }
            #expect(value == Int64(ticks), "seed \(seed), \(ticks)")
        }
    }
}
