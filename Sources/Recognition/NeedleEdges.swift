// The first layer of the needle network: from one number a place to eight channels, five angles × three radii, every second
// radius. Two neighbouring angles are worked out together by Winograd's filtering with five taps, which shares the six
// inputs' transform with that of three.

/// The first layer's weights as factors.
struct NeedleEdges: Sendable {
    /// Vectors of a place in the result.
    private static let vectors = NeedleWeights.channels.first / 4
    /// Radii that are looked at.
    private static let radii = 3
    /// Vectors that hold a row of the grid.
    private static let rowVectors = (NeedleNetwork.gridPitch + 3) / 4
    /// Vectors that `apply` needs to work in.
    static let workVectors = Winograd.tile * rowVectors

    /// For each factor and radius a vector for every four outputs; then the biases.
    private let packed: [SIMD4<Float>]

    /// The layer whose weight of (angle, radius, output) is `weight`.
    init(bias: [Float], _ weight: (_ angle: Int, _ radius: Int, _ output: Int) -> Float) {
        let outputs = NeedleWeights.channels.first
        let factors = (0..<Self.radii * outputs).map { at in
            Winograd.factorsOfFive((0..<5).map { weight($0, at / outputs, at % outputs) })
        }
        packed =
            (0..<Winograd.tile).flatMap { factor in
                LanePacking.pack(factors.map { Float($0[factor]) })
            } + LanePacking.pack(bias)
    }

    /// The layer with ReLU. Rows of the result begin and end with an empty place; `grid` has room for a vector behind it.
    func apply(
        _ grid: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let places = PolarSampler.radii / 2
        let pitch = (places + 2) * Self.vectors
        let angles = PolarSampler.angles
        let numbers = UnsafeRawPointer(work).assumingMemoryBound(to: Float.self)
        packed.withUnsafeBufferPointer { packed in
            let weights = packed.baseAddress!
            for angle in stride(from: 0, to: angles, by: 2) {
                transform(UnsafeRawPointer(grid), angle, to: work)
                let (first, second) = (target + angle &* pitch, target + (angle &+ 1) &* pitch)
                for i in 0..<Self.vectors {
                    (first[i], first[pitch &- 1 &- i]) = (.zero, .zero)
                    (second[i], second[pitch &- 1 &- i]) = (.zero, .zero)
                }
                for place in 0..<places {
                    let at = (place &+ 1) &* Self.vectors
                    multiply(numbers + 2 &* place, weights, to: first + at, second + at)
                }
            }
        }
    }

    /// The rows around two angles to factors.
    @inline(__always)
    private func transform(_ grid: UnsafeRawPointer, _ angle: Int, to target: UnsafeMutablePointer<SIMD4<Float>>) {
        let bytes = NeedleNetwork.gridPitch * MemoryLayout<Float>.stride
        let angles = PolarSampler.angles
        func row(_ offset: Int) -> UnsafeRawPointer {
            let at = angle &+ offset
            return grid + (at < 0 ? at &+ angles : at >= angles ? at &- angles : at) &* bytes
        }
        let (r0, r1, r2, r3, r4, r5) = (row(-2), row(-1), row(0), row(1), row(2), row(3))
        for i in 0..<Self.rowVectors {
            func part(_ row: UnsafeRawPointer) -> SIMD4<Float> {
                row.loadUnaligned(fromByteOffset: 16 &* i, as: SIMD4<Float>.self)
            }
            Winograd.input(
                (part(r0), part(r1), part(r2), part(r3), part(r4), part(r5)), to: target + i, Self.rowVectors)
        }
    }

    /// One place of two angles.
    @inline(__always)
    private func multiply(
        _ factors: UnsafePointer<Float>, _ weights: UnsafePointer<SIMD4<Float>>,
        to first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let bias = weights + Winograd.tile * Self.radii * Self.vectors
        for vector in 0..<Self.vectors {
            let two = Winograd.outputOfFive { factor in
                let from = factors + factor &* (4 * Self.rowVectors)
                let weights = weights + (factor &* (Self.radii * Self.vectors) &+ vector)
                return from[0] * weights[0] + from[1] * weights[Self.vectors] + from[2] * weights[2 * Self.vectors]
            }
            first[vector] = (two.0 + bias[vector]).greater(.zero)
            second[vector] = (two.1 + bias[vector]).greater(.zero)
        }
    }
}
