// The dial network's two implementations against each other and against the training framework's own answers.

import RecognitionModel
import Testing

@testable import Recognition

@Suite struct DialNetworkTests {
    private let network: DialNetwork
    /// Rendered crops with the distribution that the training code gave at first sight.
    private let vectors: [DialVector]
    /// Others that are unsure at first sight, with the distribution after all looks.
    private let unsure: [DialVector]

    init() throws {
        network = try DialNetwork(
            weights: UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size))
        vectors = try DialVector.all(of: "dials.bin")
        unsure = try DialVector.all(of: "unsure.bin")
    }

    private func expect(_ position: Position, _ expected: [Float]) {
        for step in 0..<100 { #expect(abs(position.probabilities[step] - expected[step]) < 1e-4) }
        #expect(abs(position.none - expected[100]) < 1e-4)
    }

    @Test func itAnswersAsItDidInTraining() {
        for vector in vectors { expect(network.read(vector.patch), vector.expected) }
    }

    @Test func anUnsurePatchIsLookedAtByAllNetworksAsInTraining() {
        for vector in unsure {
            let first = network.read(vector.patch)
            #expect(first.confidence < 0.95 && first.none < 0.95)
            let last = network.readClosely(vector.patch)
            expect(last, vector.expected)
            #expect(last != first)
        }
    }

    @Test func aSurePatchIsLookedAtOnce() {
        let sure = vectors.filter { vector in
            let first = network.read(vector.patch)
            return first.confidence >= 0.95 || first.none >= 0.95
        }
        #expect(!sure.isEmpty)
        for vector in sure { #expect(network.readClosely(vector.patch) == network.read(vector.patch)) }
    }

    @Test func theFastPathFollowsTheDefinition() {
        for patch in vectors.prefix(4).map({ $0.patch }) {
            let fast = network.read(patch)
            let slow = network.readByDefinition(patch)
            for step in 0..<100 { #expect(abs(fast.probabilities[step] - slow.probabilities[step]) < 1e-5) }
        }
    }

    @Test func everyNetworkFollowsItsDefinition() {
        #expect(network.members.map(\.isShownContrast) == [true, false])
        for member in network.members {
            for patch in unsure.prefix(3).map({ $0.patch }) {
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
        for patch in vectors.map({ $0.patch }) {
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
