// Local contrast: each cell less the mean of the square around it, by the deviation of that square, so that light and shade over a dial
// drop out. Beyond the border the border repeats. The training code has the same map.

extension DialPatch {
    /// Cells to every side of a cell that make up its surroundings; `surroundings` relies on its being four.
    private static let reach = 4

    /// Writes the local contrast of `luma` to all lanes of a place, rows `pitch` places apart. The variance is the mean of the
    /// surroundings' and the whole patch's, the deviation at least 4, lest an even part's noise be blown up.
    static func contrast(
        _ luma: UnsafePointer<Float>, to target: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int
    ) {
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: 4 * vectors + surroundingsVectors) { memory in
            let values = memory.baseAddress!
            let (means, squares, work) = (values + vectors, values + 2 * vectors, values + 4 * vectors)
            let quads = UnsafeRawPointer(luma)
            for i in 0..<vectors { values[i] = quads.loadUnaligned(fromByteOffset: 16 * i, as: SIMD4<Float>.self) }
            surroundings(values, to: means, work: work)
            var sum = SIMD4<Float>.zero
            for i in 0..<vectors {
                values[i] -= means[i]
                squares[i] = values[i] * values[i]
                sum += squares[i]
            }
            surroundings(squares, to: means, work: work)
            let all = sum.sum() / Float(width * height)
            for row in 0..<height {
                let (from, to) = (row * width / 4, target + row * pitch)
                for vector in 0..<width / 4 {
                    let deviation = ((means[from + vector] + all) * 0.5).squareRoot()
                    let contrast = values[from + vector] / SIMD4(repeating: 4).greater(deviation)
                    for lane in 0..<4 { to[4 * vector + lane] = SIMD4(repeating: contrast[lane]) }
                }
            }
        }
    }

    /// Vectors of a row with its left and right border repeated.
    private static let lineVectors = (width + 2 * reach) / 4
    /// Vectors that `surroundings` needs to work in: the patch with its upper and lower border repeated, then with the others.
    private static let surroundingsVectors = (height + 2 * reach) * width / 4 + height * lineVectors

    /// The mean around each cell: sums of two, of four, of eight and of nine down, then of nine across.
    private static func surroundings(
        _ source: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let across = width / 4
        let rows = height + 2 * reach
        for row in 0..<rows {
            let from = source + min(max(row - reach, 0), height - 1) * across
            for i in 0..<across { work[row * across + i] = from[i] }
        }
        // The ninth is what comes last and is gone by then: it is taken from the source.
        func add(_ distance: Int, _ count: Int) {
            for i in 0..<count * across { work[i] += work[i + distance * across] }
        }
        add(1, rows - 1)
        add(2, rows - 3)
        add(4, rows - 7)
        let lines = work + rows * across
        for row in 0..<height {
            let (line, last) = (lines + row * lineVectors, source + min(row + reach, height - 1) * across)
            for i in 0..<across { line[1 + i] = work[row * across + i] + last[i] }
            line[0] = SIMD4(repeating: line[1][0])
            line[1 + across] = SIMD4(repeating: line[across][3])
        }
        // A pass of its own: vectors that lie across two others would wait for both to be written.
        let share = SIMD4<Float>(repeating: 1 / 81)
        for row in 0..<height {
            let numbers = UnsafeRawPointer(lines + row * lineVectors)
            for i in 0..<across {
                var sum = SIMD4<Float>.zero
                for step in 0...2 * reach {
                    sum += numbers.loadUnaligned(fromByteOffset: 16 * i + 4 * step, as: SIMD4<Float>.self)
                }
                target[row * across + i] = sum * share
            }
        }
    }

    /// The local contrast, written as the definition reads.
    var contrast: [Float] {
        let (width, height, reach) = (DialPatch.width, DialPatch.height, DialPatch.reach)
        func surroundings(_ values: [Float]) -> [Float] {
            (0..<width * height).map { place in
                var sum: Float = 0
                for row in place / width - reach...place / width + reach {
                    for column in place % width - reach...place % width + reach {
                        sum += values[min(max(row, 0), height - 1) * width + min(max(column, 0), width - 1)]
                    }
                }
                return sum / 81
            }
        }
        let values = zip(luma, surroundings(luma)).map { $0 - $1 }
        let squares = values.map { $0 * $0 }
        let all = squares.reduce(0, +) / Float(width * height)
        return zip(values, surroundings(squares)).map { $0 / max((($1 + all) / 2).squareRoot(), 4) }
    }
}
