// Unwraps a dial to a grid of angle × radius, each cell the mean over its area.
// A cell takes about one bilinear tap for each pixel of its own length and, in every four rows, of the width in their middle, up
// to `mostTaps` on a side, so that a large dial is averaged and not aliased. Beyond the picture its border pixels go on.
// `Scripts/training/needles/polar.py` follows the same rule.

/// The polar grid of one dial.
struct PolarSampler {
    /// Columns: hundredths of a turn from the scale's zero, in the direction in which the numbers grow.
    static let angles = 100
    /// Rows: from the centre outwards to the edge of the dial's area.
    static let radii = 20
    /// Neighbouring rows whose cells have equally many taps across: as many as a vector has.
    private static let rowsOfRing = 4
    /// The most taps of a cell on a side.
    static let mostTaps = 8
    /// The shortest half side, in pixels, of a dial that is worth sampling.
    static let leastHalfSide: Float = 8
    /// Pixel coordinates beyond this are a mistake, not a dial.
    static let greatestCoordinate: Float = 1e6

    private let centre: Point
    private let right: Point
    private let down: Point
    private let zero: Double
    private let sense: Double
    /// Taps along the radius.
    private let taps: Int
    /// Pixels from the middle of a cell to that of its neighbour around the dial, on the edge of the dial's area.
    private let width: Float

    /// The grid for `geometry`, or nil when its area is not one: not finite, huge, or too small.
    init?(_ geometry: NeedleGeometry) {
        let area = geometry.area
        for corner in area.corners {
            guard corner.x.magnitude < Self.greatestCoordinate, corner.y.magnitude < Self.greatestCoordinate else {
                return nil
            }
        }
        guard geometry.zeroAngle.magnitude < 1000 else { return nil }
        centre = area.centre
        right = (area.topRight + area.bottomRight - area.topLeft - area.bottomLeft) * 0.25
        down = (area.bottomLeft + area.bottomRight - area.topLeft - area.topRight) * 0.25
        let across = (right.x * right.x + right.y * right.y).squareRoot()
        let upright = (down.x * down.x + down.y * down.y).squareRoot()
        guard min(across, upright) >= Self.leastHalfSide else { return nil }
        zero = Double(geometry.zeroAngle) / 10
        sense = geometry.clockwise ? 1 : -1
        taps = Self.taps(on: max(across, upright) / Float(Self.radii))
        width = max(across, upright) * 2 * Float.pi / Float(Self.angles)
    }

    /// Taps for a length in pixels.
    private static func taps(on length: Float) -> Int { Int(min(max(length + 0.5, 1), Float(mostTaps))) }

    /// The pixel that coordinates in the whole disc count from, if it lies, with the pixels around it, within a picture of this size.
    private func origin(width: Int, height: Int) -> (column: Int, row: Int)? {
        let reach = Point(
            (right.x * right.x + down.x * down.x).squareRoot(), (right.y * right.y + down.y * down.y).squareRoot())
        return LumaLine.origin(
            width: width, height: height, left: centre.x - reach.x, top: centre.y - reach.y, right: centre.x + reach.x,
            bottom: centre.y + reach.y)
    }

    /// The share of the dial's disc that lies within a picture of this size, 0 … 1.
    func shareInside(width: Int, height: Int) -> Float {
        if origin(width: width, height: height) != nil { return 1 }
        var inside = 0
        var all = 0
        var direction = PolarDirection(turns: zero)
        let turn = PolarDirection(turns: sense / Double(Self.angles))
        for _ in 0..<Self.angles {
            let step = pixels(direction)
            direction = direction.turned(by: turn)
            for row in 0..<Self.radii {
                let place = centre + step * ((Float(row) + 0.5) / Float(Self.radii))
                let area = 2 * row + 1
                all += area
                if place.x >= 0, place.y >= 0, place.x < Float(width), place.y < Float(height) { inside += area }
            }
        }
        return Float(inside) / Float(all)
    }

    /// Fills a grid, where cell (column, row) is number `start + column * pitch + row` of `memory`, with mean luma.
    func sample(
        _ image: GrayImage, into memory: UnsafeMutablePointer<SIMD4<Float>>, start: Int, pitch: Int,
        with kernels: Kernels
    ) {
        precondition(image.width > 0 && image.height > 0)
        let grid = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: Float.self) + start
        for column in 0..<Self.angles { (grid + column &* pitch).update(repeating: 0, count: Self.radii) }
        let origin = origin(width: image.width, height: image.height)
        image.pixels.withUnsafeBufferPointer { pixels in
            guard let base = pixels.baseAddress else { return }
            let source = Source(pixels: base, width: image.width, height: image.height)
            for ring in rings {
                for tap in 0..<ring.across {
                    if let origin {
                        walk(ring, tap, source, origin, to: memory, start: start, pitch: pitch, with: kernels)
                    } else {
                        look(ring, tap, source, to: grid, pitch: pitch)
                    }
                }
            }
        }
    }

    /// Neighbouring rows whose cells have equally many taps across.
    private struct Ring {
        var rows: Range<Int>
        var across: Int
    }

    /// All rows from the centre outwards: inner cells are narrower and have fewer taps across.
    private var rings: [Ring] {
        var rings: [Ring] = []
        for row in stride(from: 0, to: Self.radii, by: Self.rowsOfRing) {
            let middle = Float(row) + Float(Self.rowsOfRing) / 2
            let across = Self.taps(on: width * (middle / Float(Self.radii)))
            let rows = row..<row + Self.rowsOfRing
            if let last = rings.last, last.across == across {
                rings[rings.count - 1].rows = last.rows.lowerBound..<rows.upperBound
            } else {
                rings.append(Ring(rows: rows, across: across))
            }
        }
        return rings
    }

    /// What each place of a ring's cells counts.
    private func share(_ ring: Ring) -> Float { 1 / Float(ring.across * taps) }

    /// Calls `body` with the way to the edge of the dial's area for each column, through one of the taps across: goes round once,
    /// turning the direction by a cell at a time instead of computing it anew.
    @inline(__always)
    private func goRound(_ ring: Ring, _ tap: Int, _ body: (_ column: Int, _ way: Point) -> Void) {
        let turn = PolarDirection(turns: sense / Double(Self.angles))
        let offset = (Double(tap) + 0.5) / Double(ring.across) - 0.5
        var direction = PolarDirection(turns: zero + sense * offset / Double(Self.angles))
        for column in 0..<Self.angles {
            body(column, pixels(direction))
            direction = direction.turned(by: turn)
        }
    }

    /// Adds one tap across of a ring's cells.
    private func walk(
        _ ring: Ring, _ tap: Int, _ source: Source, _ origin: (column: Int, row: Int),
        to target: UnsafeMutablePointer<SIMD4<Float>>, start: Int, pitch: Int, with kernels: Kernels
    ) {
        let (first, vectors) = (ring.rows.lowerBound, ring.rows.count / 4)
        let step = 1 / Double(Self.radii * taps)
        let radius = (Double(first * taps) + 0.5) * step
        let work = LumaKernel.workVectors(vectors: vectors, places: taps)
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: Self.angles + work) { memory in
            guard let lines = memory.baseAddress else { return }
            let work = lines + Self.angles
            let table = UnsafeMutableRawPointer(lines).bindMemory(to: LumaLine.self, capacity: Self.angles)
            goRound(ring, tap) { column, way in
                let (x, y) = (Double(way.x), Double(way.y))
                table[column] = LumaLine(
                    x: Double(centre.x) + x * radius, y: Double(centre.y) + y * radius, stepX: x * step,
                    stepY: y * step, column: origin.column, row: origin.row)
            }
            var kernel = LumaKernel(
                pixels: source.pixels + (origin.row * source.width + origin.column), pitch: source.width,
                lines: Self.angles, vectors: vectors, places: taps, targetStart: start + first,
                targetPitch: pitch, share: share(ring))
            kernels.luma(&kernel, lines, target, work)
        }
    }

    /// The same, place by place, where the border may be needed.
    private func look(
        _ ring: Ring, _ tap: Int, _ source: Source, to grid: UnsafeMutablePointer<Float>, pitch: Int
    ) {
        let (step, share) = (1 / Float(Self.radii * taps), share(ring))
        goRound(ring, tap) { column, way in
            for row in ring.rows {
                var sum: Float = 0
                for place in row * taps..<(row + 1) * taps {
                    let radius = (Float(place) + 0.5) * step
                    sum += source.luma(centre.x + radius * way.x, centre.y + radius * way.y)
                }
                grid[column * pitch + row] += sum * share
            }
        }
    }

    /// The way in pixels from the centre to the edge of the area.
    private func pixels(_ direction: PolarDirection) -> Point {
        right * Float(direction.right) - down * Float(direction.up)
    }

    private struct Source {
        let pixels: UnsafePointer<UInt8>
        let width: Int
        let height: Int

        /// Bilinear luma at a continuous place, the border repeated outwards.
        @inline(__always)
        func luma(_ placeX: Float, _ placeY: Float) -> Float {
            let x = min(max(placeX - 0.5, 0), Float(width - 1))
            let y = min(max(placeY - 0.5, 0), Float(height - 1))
            let left = Int(x)
            let top = Int(y)
            let nextX = left + 1 < width ? 1 : 0
            let nextY = top + 1 < height ? width : 0
            let corner = pixels + (top * width + left)
            let fx = x - Float(left)
            let fy = y - Float(top)
            let upper = Float(corner[0]) * (1 - fx) + Float(corner[nextX]) * fx
            let lower = Float(corner[nextY]) * (1 - fx) + Float(corner[nextY + nextX]) * fx
            return upper * (1 - fy) + lower * fy
        }
    }
}
