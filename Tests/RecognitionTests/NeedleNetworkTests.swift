// The needle network against what torch computed from the same pictures, and against its own plain form.
// Vectors/needles.bin comes from Scripts/training/needles/train.py: rendered dials, their polar grids and their logits.

import Glibc
import Testing

@testable import Recognition

@Suite struct NeedleNetworkTests {
    @Test func gridAndLogitsAreThoseOfTorch() throws {
        let weights = try Self.weights()
        for (number, vector) in try NeedleVector.all().enumerated() {
            let sampler = try #require(PolarSampler(vector.geometry))
            var scratch = [Float](repeating: 0, count: NeedleNetwork.scratchCount)
            var logits = [Float](repeating: 0, count: NeedleNetwork.logitCount)
            scratch.withUnsafeMutableBufferPointer { memory in
                guard let base = memory.baseAddress else { return }
                sampler.sample(vector.image, into: base + 1, pitch: NeedleNetwork.gridPitch)
            }
            var farthest: Float = 0
            for angle in 0..<PolarSampler.angles {
                for radius in 0..<PolarSampler.radii {
                    let mine = scratch[angle * NeedleNetwork.gridPitch + 1 + radius]
                    farthest = max(farthest, (mine - vector.grid[angle * PolarSampler.radii + radius]).magnitude)
                }
            }
            #expect(farthest < 0.01, "dial \(number): a cell is \(farthest) luma off")
            Self.normalise(&scratch)
            Self.run(weights, &scratch, &logits)
            let difference = zip(logits, vector.logits).map { ($0 - $1).magnitude }.max() ?? .infinity
            #expect(difference < 1e-4, "dial \(number): a logit is \(difference) off")
            let mine = NeedleReader.position(logits)
            let theirs = NeedleReader.position(vector.logits)
            for step in 0..<Position.steps {
                #expect((mine.probabilities[step] - theirs.probabilities[step]).magnitude < 1e-4)
            }
            #expect((mine.none - theirs.none).magnitude < 1e-4)
        }
    }

    @Test func vectorsAndThePlainFormAgree() throws {
        let weights = try Self.weights()
        var generator = SystemRandomNumberGenerator()
        let seed = UInt32.random(in: 1...UInt32.max, using: &generator)
        var state = seed
        var grid = [Float](repeating: 0, count: NeedleNetwork.scratchCount)
        for index in 0..<PolarSampler.angles * NeedleNetwork.gridPitch {
            state = state &* 1_664_525 &+ 1_013_904_223
            grid[index] = Float(state >> 8) / Float(1 << 24) * 255
        }
        Self.normalise(&grid)
        let plain = NeedleScalarNetwork(weights: weights).logits(of: grid)
        var logits = [Float](repeating: 0, count: NeedleNetwork.logitCount)
        Self.run(weights, &grid, &logits)
        for (mine, theirs) in zip(logits, plain) {
            #expect((mine - theirs).magnitude < 1e-4 * max(1, theirs.magnitude), "seed \(seed)")
        }
    }

    @Test func oneDialCostsLessThanAMillionMultiplications() throws {
        let weights = try Self.weights()
        let sum = weights.layers.reduce(0) { $0 + $1.multiplyAdds }
        #expect(sum > 0 && sum < 1_000_000)
    }

    private static func weights() throws -> NeedleWeights { try NeedleWeights(NeedleModel.memory()) }

    /// Runs the network on the normalised grid at the start of `scratch`.
    private static func run(_ weights: NeedleWeights, _ scratch: inout [Float], _ logits: inout [Float]) {
        scratch.withUnsafeMutableBufferPointer { memory in
            logits.withUnsafeMutableBufferPointer { out in
                guard let base = memory.baseAddress, let out = out.baseAddress else { return }
                NeedleNetwork(weights: weights).run(base, logits: out)
            }
        }
    }

    private static func normalise(_ scratch: inout [Float]) {
        scratch.withUnsafeMutableBufferPointer { memory in
            guard let base = memory.baseAddress else { return }
            NeedleNetwork.normalise(base)
        }
    }
}
