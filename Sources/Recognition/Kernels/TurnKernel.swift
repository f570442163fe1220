// A residual layer of the needle network at work: three angles a reach apart, all round the dial.
// Four neighbours on a ring are worked out together by Winograd's filtering, two such tiles at a time.

/// A residual layer as sizes, places and packed weights.
struct TurnKernel: LayerKernel {
    /// Tiles, an even number.
    var tiles: Int
    /// Vectors of four of a place.
    var vectors: Int
    /// For each tile the places that it reads; the second to the fifth are those that it writes.
    var rows: UnsafePointer<Int32>
    /// A packed matrix for each factor.
    var weights: UnsafePointer<SIMD4<Float>>
    var bias: UnsafePointer<SIMD4<Float>>

    /// Vectors that `apply` needs to work in: the factors of two tiles and their products.
    static func workVectors(vectors: Int) -> Int { 4 * Winograd.tile * vectors }

    /// The layer with ReLU, added to its input.
    func apply(
        _ source: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let tileVectors = Winograd.tile &* vectors
        let products = work + 2 &* tileVectors
        var row = rows
        for _ in 0..<tiles / 2 {
            for tile in 0..<2 {
                let (from, to) = (row + tile * Winograd.tile, work + tile &* tileVectors)
                LaneWalk.over(
                    vectors, widest: { transform(Widest.self, source + $0, from, to: to + $0) },
                    four: { transform(SIMD4.self, source + $0, from, to: to + $0) })
            }
            multiply(work, to: products)
            for tile in 0..<2 {
                let (rows, from) = (row + tile * Winograd.tile, products + tile &* tileVectors)
                LaneWalk.over(
                    vectors, widest: { finish(Widest.self, from + $0, rows, bias + $0, source + $0, to: target + $0) },
                    four: { finish(SIMD4.self, from + $0, rows, bias + $0, source + $0, to: target + $0) })
            }
            row += 2 * Winograd.tile
        }
    }

    /// The inputs of one tile to factors.
    @inline(__always)
    private func transform<V: Lanes>(
        _ lanes: V.Type, _ source: UnsafePointer<SIMD4<Float>>, _ rows: UnsafePointer<Int32>,
        to target: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        func input(_ number: Int) -> V { V(at: source + place(rows[number])) }
        Winograd.input((input(0), input(1), input(2), input(3), input(4), input(5)), to: target, vectors)
    }

    /// Factor by factor the products of two tiles.
    private func multiply(
        _ factors: UnsafePointer<SIMD4<Float>>, to products: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let (width, tileVectors) = (4 &* vectors, Winograd.tile &* vectors)
        let product = LaneProduct(vectors: vectors, run: width)
        var (from, to, weights) = (factors, products, weights)
        for _ in 0..<Winograd.tile {
            var first = LaneProduct.numbers(from)
            var second = LaneProduct.numbers(from + tileVectors)
            product(&first, &second, weights, start: nil, to: to, to + tileVectors)
            from += vectors
            to += vectors
            weights += width &* vectors
        }
    }

    /// The products of one tile to outputs, with bias and ReLU, added to what was there.
    @inline(__always)
    private func finish<V: Lanes>(
        _ lanes: V.Type, _ products: UnsafePointer<SIMD4<Float>>, _ rows: UnsafePointer<Int32>,
        _ bias: UnsafePointer<SIMD4<Float>>, _ source: UnsafePointer<SIMD4<Float>>,
        to target: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let four = Winograd.output { V(at: products + $0 &* vectors) }
        let bias = V(at: bias)
        func add(_ sum: V, _ number: Int) {
            let place = place(rows[number])
            (V(at: source + place) + (sum + bias).greater(V())).store(target + place)
        }
        add(four.0, 1)
        add(four.1, 2)
        add(four.2, 3)
        add(four.3, 4)
    }

    @inline(__always)
    private func place(_ row: Int32) -> Int { Int(truncatingIfNeeded: row) &* vectors }
}
