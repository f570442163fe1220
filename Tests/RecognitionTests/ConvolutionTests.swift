// The fast path of the convolution against its definition, on maps and channel counts of all kinds.

import Testing

@testable import Recognition

@Suite struct ConvolutionTests {
    @Test(arguments: [
        (20, 32, 1, 12), (10, 16, 12, 24), (5, 8, 24, 48), (7, 9, 4, 5), (2, 2, 8, 28), (3, 3, 1, 1), (9, 6, 20, 16),
    ])
    func itFollowsTheDefinition(width: Int, height: Int, inputs: Int, outputs: Int) {
        var random = SystemRandomNumberGenerator()
        let seed = UInt32.random(in: 1...UInt32.max, using: &random)
        var numbers = RandomFloats(seed: seed)
        let map = FeatureMap(
            width: width, height: height, channels: inputs, values: numbers.next(width * height * inputs))
        let layer = Convolution(
            inputs: inputs, source: .padded(width: width, height: height, channels: inputs),
            target: .plain(width: width / 2, height: height / 2, channels: outputs),
            taps: numbers.next(outputs * inputs * 9), bias: numbers.next(outputs))
        let expected = layer.applyByDefinition(map)
        let read = Self.apply(layer, map)
        #expect(read.count == expected.values.count)
        for (mine, theirs) in zip(read, expected.values) {
            #expect((mine - theirs).magnitude < 2e-5 * Float(inputs + 8), "seed \(seed)")
        }
    }

    /// What the fast path makes of `map`, in the order of the definition.
    private static func apply(_ layer: Convolution, _ map: FeatureMap) -> [Float] {
        let (source, target) = (layer.source, layer.target)
        var values = [SIMD4<Float>](repeating: .zero, count: source.vectors)
        for y in 0..<map.height {
            for x in 0..<map.width {
                for channel in 0..<map.channels {
                    let number = map.values[(y * map.width + x) * map.channels + channel]
                    let at = source.offset(x, y)
                    if map.channels == 1 {
                        // A single input is wanted in all lanes.
                        values[at / 4] = SIMD4(repeating: number)
                    } else {
                        values[(at + channel) / 4][(at + channel) % 4] = number
                    }
                }
            }
        }
        var result = [SIMD4<Float>](repeating: .zero, count: max(1, target.vectors))
        var work = [SIMD4<Float>](repeating: .zero, count: layer.workVectors)
        layer.apply(&values, to: &result, work: &work, with: .plain)
        return (0..<target.width * target.height * layer.outputs).map { i in
            let (place, channel) = (i / layer.outputs, i % layer.outputs)
            let at = target.offset(place % target.width, place / target.width) + channel
            return result[at / 4][at % 4]
        }
    }
}
