// The dial network's two implementations against each other and against the training framework's own answers.

import Foundation
import RecognitionModel
import Testing

@testable import Recognition

@Suite struct DialNetworkTests {
    private typealias Vector = (patch: DialPatch, expected: [Float])
    private let network: DialNetwork
    /// Rendered crops with the distribution that the training code gave at first sight.
    private let vectors: [Vector]
    /// Others that are unsure at first sight, with the distribution after all looks.
    private let unsure: [Vector]

    init() throws {
        network = try DialNetwork(
            weights: UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size))
        vectors = try DialNetworkTests.read("dials.bin")
        unsure = try DialNetworkTests.read("unsure.bin")
    }

    private static func read(_ name: String) throws -> [Vector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/\(name)")
        let bytes = [UInt8](try Data(contentsOf: file))
        let count = Int(bytes[0]) | Int(bytes[1]) << 8
        let size = 640 + 101 * 4
        try #require(bytes.count == 2 + count * size && count > 0)
        return (0..<count).map { number in
            let start = 2 + number * size
            let expected = (0..<101).map { i in
                let at = start + 640 + i * 4
                return Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << ($1 * 8) })
            }
            return (DialPatch(luma: bytes[start..<start + 640].map(Float.init)), expected)
        }
    }

    private func expect(_ position: Position, _ expected: [Float]) {
        for step in 0..<100 { #expect(abs(position.probabilities[step] - expected[step]) < 1e-4) }
        #expect(abs(position.none - expected[100]) < 1e-4)
    }

    @Test func itAnswersAsItDidInTraining() {
        for (patch, expected) in vectors { expect(network.read(patch), expected) }
    }

    @Test func anUnsurePatchIsLookedAtByAllNetworksAsInTraining() {
        for (patch, expected) in unsure {
            let first = network.read(patch)
            #expect(first.confidence < 0.95 && first.none < 0.95)
            let last = network.readClosely(patch)
            expect(last, expected)
            #expect(last != first)
        }
    }

    @Test func aSurePatchIsLookedAtOnce() {
        let sure = vectors.filter { vector in
            let first = network.read(vector.patch)
            return first.confidence >= 0.95 || first.none >= 0.95
        }
        #expect(!sure.isEmpty)
        for (patch, _) in sure { #expect(network.readClosely(patch) == network.read(patch)) }
    }

    @Test func theFastPathFollowsTheDefinition() {
        for (patch, _) in vectors.prefix(4) {
            let fast = network.read(patch)
            let slow = network.readByDefinition(patch)
            for step in 0..<100 { #expect(abs(fast.probabilities[step] - slow.probabilities[step]) < 1e-5) }
        }
    }

    @Test func everyNetworkFollowsItsDefinition() {
        #expect(network.members.map(\.isShownContrast) == [true, false])
        for member in network.members {
            for (patch, _) in unsure.prefix(3) {
                let slow = member.logitsByDefinition(patch)
                network.withMemory { memory in
                    patch.luma.withUnsafeBufferPointer { luma in
                        let fast = UnsafeRawPointer(member.logits(luma.baseAddress!, memory))
                        for (step, logit) in slow.enumerated() {
                            let found = fast.load(fromByteOffset: 4 * step, as: Float.self)
                            #expect(abs(found - logit) < 1e-3)
                        }
                    }
                }
            }
        }
    }

    @Test func aPatchTooFaintIsNotRead() {
        let patch = vectors[0].patch
        let mean = patch.luma.reduce(0, +) / 640
        let deviation = (patch.luma.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 640).squareRoot()
        func faint(_ target: Float) -> DialPatch {
            DialPatch(luma: patch.luma.map { 10 + ($0 - mean) * target / deviation })
        }
        #expect(network.readClosely(faint(2.4)) == .unreadable)
        #expect(network.readClosely(faint(2.6)).none < 1)
    }

    @Test func aCloserLookMovesToTheRightAndMagnifiesAroundTheMiddle() {
        var line = [Float](repeating: 0, count: 640)
        for row in 0..<32 { line[row * 20 + 5] = 255 }
        let moved = DialPatch(luma: line).closer(across: 1, zoom: 1)
        #expect((0..<32).allSatisfy { moved.luma[$0 * 20 + 6] == 255 && moved.luma[$0 * 20 + 5] == 0 })
        let ramp = DialPatch(luma: (0..<640).map { Float($0 % 20) }).closer(across: 0, zoom: 2)
        for column in 0..<20 {
            #expect(abs(ramp.luma[7 * 20 + column] - ((Float(column) - 9.5) / 2 + 9.5)) < 1e-4)
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
