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
            var grid = [Float](repeating: 0, count: PolarSampler.angles * NeedleNetwork.gridPitch)
            grid.withUnsafeMutableBufferPointer { memory in
                guard let base = memory.baseAddress else { return }
                let vectors = UnsafeMutableRawPointer(base).assumingMemoryBound(to: SIMD4<Float>.self)
                sampler.sample(vector.image, into: vectors, start: 1, pitch: NeedleNetwork.gridPitch, with: .plain)
            }
            var farthest: Float = 0
            for angle in 0..<PolarSampler.angles {
                for radius in 0..<PolarSampler.radii {
                    let mine = grid[angle * NeedleNetwork.gridPitch + 1 + radius]
                    farthest = max(farthest, (mine - vector.grid[angle * PolarSampler.radii + radius]).magnitude)
                }
            }
            #expect(farthest < 0.01, "dial \(number): a cell is \(farthest) luma off")
            let logits = Self.answer(weights, grid).logits
            let difference = zip(logits, vector.logits).map { ($0 - $1).magnitude }.max() ?? .infinity
            #expect(difference < 1e-4, "dial \(number): a logit is \(difference) off")
            let mine = Self.position(logits)
            let theirs = Self.position(vector.logits)
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
        var grid = [Float](repeating: 0, count: PolarSampler.angles * NeedleNetwork.gridPitch)
        for index in grid.indices {
            state = state &* 1_664_525 &+ 1_013_904_223
            grid[index] = Float(state >> 8) / Float(1 << 24) * 255
        }
        let answer = Self.answer(weights, grid)
        let plain = NeedleScalarNetwork(weights: weights).logits(of: answer.normalised)
        for (mine, theirs) in zip(answer.logits, plain) {
            #expect((mine - theirs).magnitude < 1e-4 * max(1, theirs.magnitude), "seed \(seed)")
        }
    }

    @Test func oneDialCostsLessThanAMillionMultiplications() throws {
        let weights = try Self.weights()
        let sum = weights.layers.reduce(0) { $0 + $1.multiplyAdds }
        #expect(sum > 0 && sum < 1_000_000)
    }

    private static func weights() throws -> NeedleWeights { try NeedleWeights(NeedleModel.memory()) }

    /// The grid as normalised, and what the network makes of it.
    private static func answer(_ weights: NeedleWeights, _ grid: [Float]) -> (normalised: [Float], logits: [Float]) {
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: NeedleNetwork.memoryVectors) { memory in
            let memory = memory.baseAddress!
            let numbers = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: Float.self)
            for index in grid.indices { numbers[index] = grid[index] }
            NeedleNetwork.normalise(memory)
            let normalised = grid.indices.map { numbers[$0] }
            let network = NeedleNetwork(weights: weights, kernels: .plain)
            let logits = UnsafeRawPointer(network.run(memory)).assumingMemoryBound(to: Float.self)
            return (normalised, (0...Position.steps).map { logits[$0] })
        }
    }

    private static func position(_ logits: [Float]) -> Position {
        var vectors = [SIMD4<Float>](repeating: .zero, count: (logits.count + 3) / 4)
        for (index, logit) in logits.enumerated() { vectors[index / 4][index % 4] = logit }
        return vectors.withUnsafeMutableBufferPointer { Position(logits: $0.baseAddress!) }
    }
}
