// The spread of a fleet.

import Capture
import Testing

@Suite("The spread of devices")
struct SpreadTests {
    @Test("is the same for ever")
    func known() {
        #expect(Spread.delay(device: "gw-1", meter: "cellar", jitter: 60_000) == 59_853)
        #expect(Spread.delay(device: "", meter: "", jitter: 60_000) == 6501)
    }

    @Test("is even over devices and over meters, and within bounds")
    func even() {
        for jitter in [Int64(0), 1, 999, 60_000, 900_000] {
            var counts = [Int](repeating: 0, count: 10)
            for number in 0..<4000 {
                let (device, meter) = number % 2 == 0 ? ("gw-\(number)", "m") : ("gw", "m\(number)")
                let delay = Spread.delay(device: device, meter: meter, jitter: jitter)
                #expect((0...jitter).contains(delay))
                counts[Int(delay * 10 / (jitter + 1))] += 1
            }
            if jitter >= 999 { #expect(counts.allSatisfy { (320...480).contains($0) }, "\(jitter): \(counts)") }
        }
    }

    @Test("tells devices from meters and knows no negative or boundless jitter")
    func bounds() {
        #expect(
            Spread.delay(device: "ab", meter: "c", jitter: 900_000)
                != Spread.delay(device: "a", meter: "bc", jitter: 900_000))
        #expect(Spread.delay(device: "a", meter: "b", jitter: -5) == 0)
        #expect(Spread.delay(device: "a", meter: "b", jitter: .max) <= Limits.jitterMax)
    }
}
