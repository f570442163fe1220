// The time that the dial network takes for one dial, on crops whose answers are known: one evaluation is from the luma of the
// crop to the distribution, normalisation included. What a script compares with another runtime of the same network.
//
// File, little-endian: u16 number of crops; per crop 640 bytes of luma, row by row, then 101 float32 probabilities.

import Metering
import Recognition

/// A measurement of the dial network.
struct DialBench: Sendable {
    private static let cropBytes = DialPatch.width * DialPatch.height
    private static let answerBytes = 4 * (Position.steps + 1)

    private let patches: [DialPatch]
    /// For each crop a hundred steps and "no dial".
    private let expected: [[Float]]

    /// Reads the crops of a file.
    init(path: String) throws(AgentError) {
        let bytes = try TextFile.readBytes(path, limit: Limits.benchFileBytesMax)
        let size = Self.cropBytes + Self.answerBytes
        guard bytes.count > 2, bytes.count == 2 + (Int(bytes[0]) | Int(bytes[1]) << 8) * size else {
            throw .badData("\(path): this is not a file of crops with their probabilities")
        }
        var patches: [DialPatch] = []
        var expected: [[Float]] = []
        for start in stride(from: 2, to: bytes.count, by: size) {
            patches.append(DialPatch(luma: bytes[start..<start + Self.cropBytes].map { Float($0) }))
            expected.append(Self.floats(bytes[(start + Self.cropBytes)..<(start + size)]))
        }
        self.patches = patches
        self.expected = expected
    }

    private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
        var values: [Float] = []
        var bits: UInt32 = 0
        for (number, byte) in bytes.enumerated() {
            bits = bits >> 8 | UInt32(byte) << 24
            if number % 4 == 3 { values.append(Float(bitPattern: bits)) }
        }
        return values
    }

    /// Reads every crop `rounds` times; the first round, which warms caches, is only compared.
    func run(rounds: Int) -> JSONObject {
        let network = Models.reader.network
        let clock = ContinuousClock()
        var nanoseconds: [Int] = []
        nanoseconds.reserveCapacity(rounds * patches.count)
        var farthest: Float = 0
        network.read(patches) { number, position in
            for (step, probability) in (position.probabilities + [position.none]).enumerated() {
                farthest = max(farthest, (probability - expected[number][step]).magnitude)
            }
        }
        for _ in 0..<rounds {
            var before = clock.now
            network.read(patches) { _, _ in
                let now = clock.now
                nanoseconds.append(Int((now - before) / .nanoseconds(1)))
                before = now
            }
        }
        nanoseconds.sort()
        var object = JSONObject()
        object.set("dials", patches.count)
        object.set("dial_ns", nanoseconds[nanoseconds.count / 2])
        object.set("dial_ns_p95", nanoseconds[nanoseconds.count * 95 / 100])
        object.set("max_difference", exactly: farthest)
        return object
    }
}
