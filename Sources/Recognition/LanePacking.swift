// The order in which LaneProduct meets the weights of a matrix: block of outputs, then input, then output.
// A block is as many outputs as two places can keep in the registers of the smallest boards.

/// How a matrix lies in memory for `LaneProduct`.
enum LanePacking {
    /// Vectors of four in the next block, when so many are left.
    @inline(__always)
    static func width(_ left: Int) -> Int { left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1 }

    /// Packs `weight(input, output)`; outputs that fill up the last vector get zeros.
    static func pack(inputs: Int, outputs: Int, _ weight: (_ input: Int, _ output: Int) -> Float) -> [SIMD4<Float>] {
        let vectors = (outputs + 3) / 4
        var packed: [SIMD4<Float>] = []
        packed.reserveCapacity(inputs * vectors)
        var at = 0
        while at < vectors {
            let width = width(vectors - at)
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

    /// One number for each output, the last vector filled up with zeros.
    static func pack(_ values: [Float]) -> [SIMD4<Float>] {
        var packed = [SIMD4<Float>](repeating: .zero, count: (values.count + 3) / 4)
        for i in 0..<values.count { packed[i / 4][i % 4] = values[i] }
        return packed
    }
}
