// The fast path of the dense layer against its definition.

import Testing

@testable import Recognition

@Suite struct DenseTests {
    @Test(arguments: [(384, 96), (96, 101), (5, 3), (16, 24), (7, 44)])
    func itFollowsTheDefinition(inputs: Int, outputs: Int) {
        var random = SystemRandomNumberGenerator()
        let seed = UInt32.random(in: 1...UInt32.max, using: &random)
        var numbers = RandomFloats(seed: seed)
        let layer = Dense(weights: numbers.next(inputs * outputs), bias: numbers.next(outputs))
        // As after a ReLU: many zeros, which the fast path passes over.
        let values = numbers.next(inputs).map { max(0, $0) }
        var memory = [SIMD4<Float>](repeating: .zero, count: (inputs + 3) / 4)
        for (i, value) in values.enumerated() { memory[i / 4][i % 4] = value }
        var work = [SIMD4<Float>](repeating: .zero, count: layer.workVectors)
        for rectified in [false, true] {
            var result = [SIMD4<Float>](repeating: .zero, count: layer.vectors)
            layer.apply(&memory, to: &result, work: &work, rectified: rectified, with: .plain)
            let expected = layer.applyByDefinition(values, rectified: rectified)
            for output in 0..<outputs {
                #expect(
                    (result[output / 4][output % 4] - expected[output]).magnitude < 1e-4,
                    "output \(output), seed \(seed)")
            }
        }
    }
}
