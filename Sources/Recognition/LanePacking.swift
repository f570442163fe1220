// The order in which LaneProduct meets the weights of a matrix: block of outputs, then input, then output.
// A block is an even number of vectors of four as long as two are left, so that kernels of eight lanes find theirs side by side.

/// How a matrix lies in memory for `LaneProduct`.
enum LanePacking {
    /// Packs `weight(input, output)`; outputs that fill up the last vector get zeros.
    static func pack(inputs: Int, outputs: Int, _ weight: (_ input: Int, _ output: Int) -> Float) -> [SIMD4<Float>] {
        let vectors = (outputs + 3) / 4
        var packed: [SIMD4<Float>] = []
        packed.reserveCapacity(inputs * vectors)
        var at = 0
        while at < vectors {
            let width = LaneProduct.width(vectors - at)
            for input in 0..<inputs {
                for vector in at..<at + width {
                    var lanes = SIMD4<Float>.zero
                    for output in 4 * vector..<min(4 * vector + 4, outputs) {
                        lanes[output % 4] = weight(input, output)
                    }
                    packed.append(lanes)
                }
            }
            at += width
        }
        return packed
    }

    /// Packs `weight(row, output)` for kernels that take all rows of a few outputs at once: two vectors of four side by side,
    /// row after row, then the next two; outputs that fill up the last two get zeros.
    static func packPairs(rows: Int, outputs: Int, _ weight: (_ row: Int, _ output: Int) -> Float) -> [SIMD4<Float>] {
        var packed = [SIMD4<Float>](repeating: .zero, count: (outputs + 7) / 8 * 2 * rows)
        for output in 0..<outputs {
            for row in 0..<rows {
                packed[(output / 8 * rows + row) * 2 + output % 8 / 4][output % 4] = weight(row, output)
            }
        }
        return packed
    }

    /// One number for each output, the last vector filled up with zeros.
    static func pack(_ values: [Float]) -> [SIMD4<Float>] {
        var packed = [SIMD4<Float>](repeating: .zero, count: (values.count + 3) / 4)
        for i in 0..<values.count { packed[i / 4][i % 4] = values[i] }
        return packed
    }
}
