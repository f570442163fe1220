// Cuts one dial out of a picture: the quad is mapped to the network's 20 × 32 grid, each cell averaged over the pixels
// it covers (or interpolated where the dial is smaller than the grid). Outside the picture the border is repeated.

/// The luma of one dial on the network's grid.
public struct DialPatch: Sendable, Equatable {
    /// Columns of the grid.
    public static let width = 20
    /// Rows of the grid.
    public static let height = 32

    /// Vectors of four that hold the luma.
    static let vectors = width * height / 4

    /// Luma 0 … 255, row by row.
    public private(set) var luma: [Float]

    /// Takes over `width * height` luma values.
    public init(luma: [Float]) {
        precondition(luma.count == DialPatch.width * DialPatch.height)
        self.luma = luma
    }

    /// The part of `image` inside `quad`, in the quad's reading direction.
    public init(of image: GrayImage, in quad: Quad) {
        luma = [Float](unsafeUninitializedCapacity: DialPatch.width * DialPatch.height) { luma, count in
            let memory = UnsafeMutableRawPointer(luma.baseAddress!).assumingMemoryBound(to: SIMD4<Float>.self)
            DialPatch.sample(image, quad, into: memory, with: .plain)
            count = DialPatch.width * DialPatch.height
        }
    }

    /// Writes the part of `image` inside `quad`, in the quad's reading direction, row by row.
    static func sample(
        _ image: GrayImage, _ quad: Quad, into memory: UnsafeMutablePointer<SIMD4<Float>>, with kernels: Kernels
    ) {
        memory.update(repeating: .zero, count: vectors)
        guard image.width > 0, image.height > 0 else { return }
        let across = max(length(quad.topRight - quad.topLeft), length(quad.bottomRight - quad.bottomLeft))
        let down = max(length(quad.bottomLeft - quad.topLeft), length(quad.bottomRight - quad.topRight))
        let nx = samples(along: across, cells: width)
        let ny = samples(along: down, cells: height)
        let box = quad.bounds
        let origin = LumaLine.origin(
            width: image.width, height: image.height, left: box.left, top: box.top, right: box.right, bottom: box.bottom
        )
        image.pixels.withUnsafeBufferPointer { pixels in
            if let origin {
                walk(
                    pixels.baseAddress!, pitch: image.width, quad, origin, nx: nx, ny: ny, into: memory, with: kernels)
            } else {
                let luma = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: Float.self)
                look(pixels, image.width, image.height, quad, nx: nx, ny: ny, into: luma)
            }
        }
    }

    /// Samples a quad that lies inside the picture: for each part of the rows' height a line through every row.
    private static func walk(
        _ pixels: UnsafePointer<UInt8>, pitch: Int, _ quad: Quad, _ origin: (column: Int, row: Int), nx: Int, ny: Int,
        into target: UnsafeMutablePointer<SIMD4<Float>>, with kernels: Kernels
    ) {
        let (share, across) = (1 / Double(width * nx), width / 4)
        let work = LumaKernel.workVectors(vectors: across, places: nx)
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: height + work) { memory in
            let lines = memory.baseAddress!
            let work = lines + height
            let table = UnsafeMutableRawPointer(lines).bindMemory(to: LumaLine.self, capacity: height)
            var kernel = LumaKernel(
                pixels: pixels + (origin.row * pitch + origin.column), pitch: pitch, lines: height, vectors: across,
                places: nx, targetStart: 0, targetPitch: width, share: 1 / Float(nx * ny))
            for part in 0..<ny {
                for row in 0..<height {
                    let v = (Float(row) + (Float(part) + 0.5) / Float(ny)) / Float(height)
                    let (left, right) = (quad.point(0, v), quad.point(1, v))
                    let (stepX, stepY) = (Double(right.x - left.x) * share, Double(right.y - left.y) * share)
                    table[row] = LumaLine(
                        x: Double(left.x) + stepX / 2, y: Double(left.y) + stepY / 2, stepX: stepX, stepY: stepY,
                        column: origin.column, row: origin.row)
                }
                kernels.luma(&kernel, lines, target, work)
            }
        }
    }

    /// Samples a quad that may lie anywhere, place by place.
    private static func look(
        _ pixels: UnsafeBufferPointer<UInt8>, _ pixelWidth: Int, _ pixelHeight: Int, _ quad: Quad, nx: Int, ny: Int,
        into luma: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<height {
            for column in 0..<width {
                var sum: Float = 0
                for sy in 0..<ny {
                    let v = (Float(row) + (Float(sy) + 0.5) / Float(ny)) / Float(height)
                    for sx in 0..<nx {
                        let u = (Float(column) + (Float(sx) + 0.5) / Float(nx)) / Float(width)
                        sum += interpolate(pixels, pixelWidth, pixelHeight, at: quad.point(u, v))
                    }
                }
                luma[row * width + column] = sum / Float(nx * ny)
            }
        }
    }

    /// Brings `luma`, row by row, to mean 0 and standard deviation 1 and writes each value to all lanes of a place, rows
    /// `pitch` places apart; a flat patch (deviation under 4) is not blown up to noise.
    static func normalise(
        _ luma: UnsafePointer<Float>, to target: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int
    ) {
        let (mean, deviation) = statistics(luma)
        let scale = 1 / max(deviation, 4)
        for row in 0..<height {
            let (from, to) = (luma + row * width, target + row * pitch)
            for column in 0..<width { to[column] = SIMD4(repeating: (from[column] - mean) * scale) }
        }
    }

    /// Mean and standard deviation of `luma`.
    static func statistics(_ luma: UnsafePointer<Float>) -> (mean: Float, deviation: Float) {
        let count = Float(width * height)
        let quads = UnsafeRawPointer(luma)
        var sum = SIMD4<Float>.zero
        for i in 0..<vectors { sum += quads.loadUnaligned(fromByteOffset: 16 * i, as: SIMD4<Float>.self) }
        let mean = sum.sum() / count
        var squares = SIMD4<Float>.zero
        for i in 0..<vectors {
            let difference = quads.loadUnaligned(fromByteOffset: 16 * i, as: SIMD4<Float>.self) - mean
            squares += difference * difference
        }
        return (mean, (squares.sum() / count).squareRoot())
    }

    /// Mean 0 and standard deviation 1; a flat patch (deviation under 4) is not blown up to noise.
    var normalised: [Float] {
        let count = Float(luma.count)
        var mean: Float = 0
        for value in luma { mean += value }
        mean /= count
        var variance: Float = 0
        for value in luma { variance += (value - mean) * (value - mean) }
        let scale = 1 / max((variance / count).squareRoot(), 4)
        return luma.map { ($0 - mean) * scale }
    }
}

/// Sampling points per cell along one side: one for each pixel that a cell is long, at most eight; two already from two thirds
/// of a pixel on, where a cell lies between pixels as often as on one.
private func samples(along length: Float, cells: Int) -> Int {
    guard length < 1e6 else { return 8 }
    let pixels = length / Float(cells)
    return pixels > 2 ? min(Int(pixels.rounded(.up)), 8) : pixels * 1.5 > 1 ? 2 : 1
}

private func length(_ p: Point) -> Float { (p.x * p.x + p.y * p.y).squareRoot() }

/// Bilinear luma at a continuous place, the border repeated.
@inline(__always)
func interpolate(_ pixels: UnsafeBufferPointer<UInt8>, _ width: Int, _ height: Int, at point: Point) -> Float {
    let x = min(max(point.x - 0.5, 0), Float(width - 1))
    let y = min(max(point.y - 0.5, 0), Float(height - 1))
    let x0 = Int(x)
    let y0 = Int(y)
    let x1 = min(x0 + 1, width - 1)
    let y1 = min(y0 + 1, height - 1)
    let fx = x - Float(x0)
    let fy = y - Float(y0)
    let top = Float(pixels[y0 * width + x0]) * (1 - fx) + Float(pixels[y0 * width + x1]) * fx
    let bottom = Float(pixels[y1 * width + x0]) * (1 - fx) + Float(pixels[y1 * width + x1]) * fx
    return top * (1 - fy) + bottom * fy
}
