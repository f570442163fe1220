// What Winograd's filtering does to the taps of a filter, once, when the weights are read.

extension Winograd {
    /// The five taps of a filter to its six factors.
    static func factorsOfFive(_ taps: [Float]) -> [Double] {
        let taps = taps.map { Double($0) }
        func sum(at point: Double) -> Double { taps.reversed().reduce(0) { $0 * point + $1 } }
        return [taps[0] / 4, -sum(at: 1) / 6, -sum(at: -1) / 6, sum(at: 2) / 24, sum(at: -2) / 24, taps[4]]
    }

    /// The nine taps of a filter, row by row, to its 36 factors, row by row.
    static func taps(_ taps: [Float]) -> [Float] {
        let rows = (0..<3).map { factors(taps[3 * $0], taps[3 * $0 + 1], taps[3 * $0 + 2]) }
        let columns = (0..<tile).map { factors(rows[0][$0], rows[1][$0], rows[2][$0]) }
        return (0..<tile * tile).map { Float(columns[$0 % tile][$0 / tile]) }
    }

    /// The three taps of a filter to its six factors.
    static func factors<T: BinaryFloatingPoint>(_ a: T, _ b: T, _ c: T) -> [Double] {
        let (a, b, c) = (Double(a), Double(b), Double(c))
        return [
            a / 4, -(a + b + c) / 6, -(a - b + c) / 6, (a + 2 * b + 4 * c) / 24, (a - 2 * b + 4 * c) / 24, c,
        ]
    }
}
