// The dial network's two implementations against each other and against the training framework's own answers.

import Foundation
import RecognitionModel
import Testing

@testable import Recognition

@Suite struct DialNetworkTests {
    private let network: DialNetwork
    /// Rendered crops with the distribution that the training framework gave.
    private let vectors: [(patch: DialPatch, expected: [Float])]

    init() throws {
        network = try DialNetwork(
            weights: UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size))
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/dials.bin")
        let bytes = [UInt8](try Data(contentsOf: file))
        let count = Int(bytes[0]) | Int(bytes[1]) << 8
        let size = 640 + 101 * 4
        try #require(bytes.count == 2 + count * size && count > 0)
        vectors = (0..<count).map { number in
            let start = 2 + number * size
            let expected = (0..<101).map { i in
                let at = start + 640 + i * 4
                return Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << ($1 * 8) })
            }
            return (DialPatch(luma: bytes[start..<start + 640].map(Float.init)), expected)
        }
    }

    @Test func itAnswersAsItDidInTraining() {
        for (patch, expected) in vectors {
            let position = network.read(patch)
            for step in 0..<100 { #expect(abs(position.probabilities[step] - expected[step]) < 1e-4) }
            #expect(abs(position.none - expected[100]) < 1e-4)
        }
    }

    @Test func theFastPathFollowsTheDefinition() {
        for (patch, _) in vectors.prefix(4) {
            let fast = network.read(patch)
            let slow = network.readByDefinition(patch)
            for step in 0..<100 { #expect(abs(fast.probabilities[step] - slow.probabilities[step]) < 1e-5) }
        }
    }

    @Test func aDistributionAddsUpToOne() {
        for (patch, _) in vectors {
            let position = network.read(patch)
            #expect(abs(position.probabilities.reduce(position.none, +) - 1) < 1e-4)
        }
    }

    @Test func aBlackAndAWhitePatchGiveNumbers() {
        for luma: Float in [0, 255] {
            let position = network.read(DialPatch(luma: [Float](repeating: luma, count: 640)))
            #expect(position.probabilities.allSatisfy { $0.isFinite } && position.none.isFinite)
        }
    }

    @Test func itStaysSmall() {
        #expect(network.multiplyAdds <= 1_000_000)
        #expect(meterclip_dial_weights_size <= 150_000)
    }

    @Test func damagedWeightsAreRefused() {
        let good = [UInt8](
            UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size))
        for bad in [Array(good.dropLast()), good + [0], [0x58] + good.dropFirst(), []] {
            #expect(throws: RecognitionError.self) {
                try bad.withUnsafeBytes { bytes throws(RecognitionError) in try DialNetwork(weights: bytes) }
            }
        }
    }
}
