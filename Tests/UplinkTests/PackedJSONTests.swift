// Payloads packed and unpacked: the same bytes again, shorter; damage is told and never grows beyond its bound.

import Journal
import TestSupport
import Testing

@testable import Uplink

@Suite struct PackedJSONTests {
    private let reading = """
        {"meter":"simulated-water","register":"main","captured_at":"2026-11-22T20:20:10.653Z","time_quality":"synchronised",\
        "unit":"m³","index":"8334.8124","confidence":0.9945,"quality":4,"reasons":[],"positions":[\
        {"position":0.008,"spread":0.1475,"none":0},{"position":7.9747,"spread":0.1466,"none":0},\
        {"position":2.9853,"spread":0.149,"none":0},{"position":2.9993,"spread":0.1523,"none":0},\
        {"position":4.0204,"spread":0.1515,"none":0},{"position":8.1718,"spread":0.0886,"none":0},\
        {"position":1.2236,"spread":0.0903,"none":0},{"position":2.4212,"spread":0.0854,"none":0},\
        {"position":4.8968,"spread":0.0897,"none":0}],"triggers":["schedule"],"slot":"2026-11-22T20:20:00Z"}
        """

    @Test func aReadingTakesAThirdOfItsTextAtMost() {
        let packed = PackedJSON.packed(Array(reading.utf8))
        #expect(packed.count * 3 < reading.utf8.count, "\(packed.count) of \(reading.utf8.count)")
        #expect(PackedJSON.unpacked(packed) == Array(reading.utf8))
    }

    @Test func anythingComesOutAsItWentIn() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed: seed)
        for count in [2, 3, 100, 5_000, 70_000, 400_000] {
            for alphabet in [1, 2, 60] {
                let inside = (0..<count).map { _ in UInt8(0x20 + Int.random(in: 0..<alphabet, using: &random)) }
                let json = [UInt8(ascii: "{")] + inside + [UInt8(ascii: "}")]
                #expect(PackedJSON.unpacked(PackedJSON.packed(json)) == json, "seed \(seed)")
            }
        }
    }

    @Test func whatIsNotShorterStaysPlain() {
        for text in ["{}", "{\"\u{1}\":7}"] {
            #expect(PackedJSON.packed(Array(text.utf8)) == Array(text.utf8))
            #expect(PackedJSON.unpacked(Array(text.utf8)) == Array(text.utf8))
        }
    }

    @Test func damagedBytesAreNoJSON() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(seed: seed)
        let packed = PackedJSON.packed(Array(reading.utf8))
        for length in 1..<packed.count { #expect(PackedJSON.unpacked(Array(packed[..<length])) == nil) }
        for _ in 0..<2_000 {
            var bytes = packed
            bytes[Int.random(in: 1..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            // What comes out may be wrong, which the journal's checksum tells; it must come out in bounds.
            #expect(PackedJSON.unpacked(bytes)?.count ?? 0 <= 1 << 20, "seed \(seed)")
        }
        let bomb = PackedJSON.packed([UInt8](repeating: 0x20, count: 8 << 20))
        #expect(PackedJSON.unpacked(bomb) == nil)
    }
}
