// Winograd's transforms against the filter that they stand for.

import Testing

@testable import Recognition

@Suite struct WinogradTests {
    @Test func fourOutputsOfAFilterWithThreeTaps() {
        var numbers = RandomFloats(seed: 7)
        for _ in 0..<50 {
            let (inputs, taps) = (numbers.next(6), numbers.next(3))
            // A square filter with one row of taps acts along the columns alone.
            let factors = Winograd.taps([0, 0, 0] + taps + [0, 0, 0])
            let source = inputs.map { SIMD4<Float>(repeating: $0) }
            var transformed = [SIMD4<Float>](repeating: .zero, count: 6)
            Winograd.input(SIMD4.self, source, 1, to: &transformed, 1)
            // Rows of the square filter: the outer rows' factors of a middle tap are −1/6 of the row's own at factor 1.
            let row = (0..<6).map { factors[6 + $0] * -6 }
            let read = Winograd.output { transformed[$0] * row[$0] }
            for (i, output) in [read.0, read.1, read.2, read.3].enumerated() {
                let expected = (0..<3).reduce(Float(0)) { $0 + inputs[i + $1] * taps[$1] }
                #expect((output[0] - expected).magnitude < 2e-5)
            }
        }
    }

    @Test func twoOutputsOfAFilterWithFiveTaps() {
        var numbers = RandomFloats(seed: 8)
        for _ in 0..<50 {
            let (inputs, taps) = (numbers.next(6), numbers.next(5))
            let factors = Winograd.factorsOfFive(taps).map { Float($0) }
            let source = inputs.map { SIMD4<Float>(repeating: $0) }
            var transformed = [SIMD4<Float>](repeating: .zero, count: 6)
            Winograd.input(SIMD4.self, source, 1, to: &transformed, 1)
            let read = Winograd.outputOfFive { transformed[$0] * factors[$0] }
            for (i, output) in [read.0, read.1].enumerated() {
                let expected = (0..<5).reduce(Float(0)) { $0 + inputs[i + $1] * taps[$1] }
                #expect((output[0] - expected).magnitude < 2e-5)
            }
        }
    }
}
