// What becomes of a JPEG on a bad card or a bad wire.

import Capture

/// Damages files.
public enum Damage {
    /// `bytes` with one to four mistakes in it.
    public static func apply(to bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var result = bytes
        for _ in 0...random.choice(4) where result.count > 4 { one(&result, &random) }
        return result
    }

    private static func one(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let start = random.choice(bytes.count)
        let end = min(start + 1 + random.choice(64), bytes.count)
        switch random.choice(8) {
        case 0, 1: bytes[start] ^= 1 << UInt8(random.choice(8))
        case 2: bytes[start] = UInt8(truncatingIfNeeded: random.next())
        case 3: bytes.removeLast(bytes.count - start)
        case 4: bytes.removeSubrange(start..<end)
        case 5: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 6: for i in start..<end { bytes[i] = 0 }
        default:
            // Another marker: what follows is then taken for something else.
            let markers = bytes.indices.dropLast().filter { bytes[$0] == 0xFF && bytes[$0 + 1] >= 0xC0 }
            if !markers.isEmpty { bytes[markers[random.choice(markers.count)] + 1] = 0xC0 + UInt8(random.choice(64)) }
        }
    }
}
