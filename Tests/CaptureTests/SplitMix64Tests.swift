// The seeded generator.
// It is the published one, so a seed means the same everywhere.

import Capture
import Testing

@Suite("The generator of chance")
struct SplitMix64Tests {
    @Test("gives the numbers of the published algorithm")
    func reference() {
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
        #expect(random.next() == 9_817_491_932_198_370_423)
    }

    @Test("spreads evenly and stays in range")
    func even() {
        var random = SplitMix64(seed: 3)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7000 { counts[random.choice(7)] += 1 }
        #expect(counts.allSatisfy { $0 > 850 && $0 < 1150 })
        for _ in 0..<1000 {
            let value = random.uniform(-2, 3)
            #expect(value >= -2 && value < 3)
        }
    }
}
