// A residual layer of the needle network at work: three angles a reach apart, all round the dial.
// Four neighbours on a ring are worked out together by Winograd's filtering, up to four such tiles at a time.

/// A residual layer as sizes, places and packed weights.
struct TurnKernel: LayerKernel {
    /// Tiles that are worked out together.
    private static let groupMax = 4

    /// Tiles, two or more in the last group.
    var tiles: Int
    /// Vectors of four of a place.
    var vectors: Int
    /// For each tile the places that it reads; the second to the fifth are those that it writes.
    var rows: UnsafePointer<Int32>
    /// A packed matrix for each factor.
    var weights: UnsafePointer<SIMD4<Float>>
    var bias: UnsafePointer<SIMD4<Float>>

    /// Vectors that `apply` needs to work in: the factors of a group of tiles and their products.
    static func workVectors(vectors: Int) -> Int { 2 * groupMax * Winograd.tile * vectors }

    /// The layer with ReLU, added to its input.
    func apply(
        _ source: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let tileVectors = Winograd.tile &* vectors
        let products = work + Self.groupMax &* tileVectors
        var row = rows
        for first in stride(from: 0, to: tiles, by: Self.groupMax) {
            let count = min(Self.groupMax, tiles &- first)
            for tile in 0..<count {
                transform(source, row + tile &* Winograd.tile, to: work + tile &* tileVectors)
            }
            multiply(work, to: products, count: count)
            for tile in 0..<count {
                finish(products + tile &* tileVectors, row + tile &* Winograd.tile, source, to: target)
            }
            row += count &* Winograd.tile
        }
    }

    /// The inputs of one tile to factors.
    @inline(__always)
    private func transform(
        _ source: UnsafePointer<SIMD4<Float>>, _ rows: UnsafePointer<Int32>,
        to target: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        func place(_ number: Int) -> UnsafePointer<SIMD4<Float>> { source + Int(rows[number]) &* vectors }
        let (p0, p1, p2, p3, p4, p5) = (place(0), place(1), place(2), place(3), place(4), place(5))
        @inline(__always)
        func transform<V: Lanes>(_ lanes: V.Type, _ at: Int) {
            let six = (V(at: p0 + at), V(at: p1 + at), V(at: p2 + at), V(at: p3 + at), V(at: p4 + at), V(at: p5 + at))
            Winograd.input(six, to: target + at, vectors)
        }
        LaneWalk.over(vectors, widest: { transform(Widest.self, $0) }, four: { transform(SIMD4.self, $0) })
    }

    /// Factor by factor the products of a group of tiles.
    private func multiply(
        _ factors: UnsafePointer<SIMD4<Float>>, to products: UnsafeMutablePointer<SIMD4<Float>>, count: Int
    ) {
        let (width, tile) = (4 &* vectors, Winograd.tile &* vectors)
        let product = LaneProduct(vectors: vectors, run: width)
        var (from, to, weights) = (factors, products, weights)
        for _ in 0..<Winograd.tile {
            let sources = (
                LaneProduct.numbers(from), LaneProduct.numbers(from + tile), LaneProduct.numbers(from + 2 &* tile),
                LaneProduct.numbers(from + 3 &* tile)
            )
            product.multiply(
                sources, weights, to: (to, to + tile, to + 2 &* tile, to + 3 &* tile), count: count, pitch: 1)
            from += vectors
            to += vectors
            weights += width &* vectors
        }
    }

    /// The products of one tile to outputs, with bias and ReLU, added to what was there.
    @inline(__always)
    private func finish(
        _ products: UnsafePointer<SIMD4<Float>>, _ rows: UnsafePointer<Int32>, _ source: UnsafePointer<SIMD4<Float>>,
        to target: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        func place(_ number: Int) -> Int { Int(rows[number]) &* vectors }
        let (p1, p2, p3, p4) = (place(1), place(2), place(3), place(4))
        @inline(__always)
        func finish<V: Lanes>(_ lanes: V.Type, _ at: Int) {
            let four = Winograd.output { V(at: products + ($0 &* vectors &+ at)) }
            let bias = V(at: bias + at)
            @inline(__always)
            func add(_ sum: V, _ place: Int) {
                (V(at: source + (place &+ at)) + (sum + bias).greater(V())).store(target + (place &+ at))
            }
            add(four.0, p1)
            add(four.1, p2)
            add(four.2, p3)
            add(four.3, p4)
        }
        LaneWalk.over(vectors, widest: { finish(Widest.self, $0) }, four: { finish(SIMD4.self, $0) })
    }
}
