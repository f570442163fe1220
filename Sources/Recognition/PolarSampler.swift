// Unwraps a dial to a grid of angle × radius, each cell the mean over its area.
// A cell takes about one bilinear tap for each pixel of its own length and width, up to `mostTaps` on a side, so that a large
// dial is averaged and not aliased. Beyond the picture its border pixels go on. `Scripts/training/needles/polar.py` follows the
// same rule.

/// The polar grid of one dial.
struct PolarSampler {
    /// Columns: hundredths of a turn from the scale's zero, in the direction in which the numbers grow.
    static let angles = 100
    /// Rows: from the centre outwards to the edge of the dial's area.
    static let radii = 20
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

    /// Whether the whole disc, with the pixels around it, lies within a picture of this size.
    private func isInside(width: Int, height: Int) -> Bool {
        let reach = Point(
            (right.x * right.x + down.x * down.x).squareRoot(), (right.y * right.y + down.y * down.y).squareRoot())
        return LumaWalk.contains(
            width: width, height: height, left: centre.x - reach.x, top: centre.y - reach.y, right: centre.x + reach.x,
            bottom: centre.y + reach.y)
    }

    /// The share of the dial's disc that lies within a picture of this size, 0 … 1.
    func shareInside(width: Int, height: Int) -> Float {
        if isInside(width: width, height: height) { return 1 }
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

    /// Fills `grid`, where cell (column, row) lies at `column * pitch + row`, with mean luma.
    func sample(_ image: GrayImage, into grid: UnsafeMutablePointer<Float>, pitch: Int) {
        precondition(image.width > 0 && image.height > 0)
        let inside = isInside(width: image.width, height: image.height)
        image.pixels.withUnsafeBufferPointer { pixels in
            guard let base = pixels.baseAddress else { return }
            let source = Source(pixels: base, width: image.width, height: image.height, isInside: inside)
            var row = 0
            while row < Self.radii {
                let across = across(row)
                var end = row + 1
                while end < Self.radii, self.across(end) == across { end += 1 }
                for tap in 0..<across { sample(rows: row..<end, tap, of: across, source, grid, pitch: pitch) }
                row = end
            }
        }
    }

    /// Taps across a cell of this row: inner cells are narrower and have fewer.
    private func across(_ row: Int) -> Int { Self.taps(on: width * ((Float(row) + 0.5) / Float(Self.radii))) }

    /// Adds one tap of neighbouring rows with equally many; the first is what the others are added to. Goes round once, turning
    /// the direction by a cell at a time instead of computing it anew, and from there outwards.
    private func sample(
        rows: Range<Int>, _ tap: Int, of across: Int, _ source: Source, _ grid: UnsafeMutablePointer<Float>, pitch: Int
    ) {
        let share = 1 / Float(across * taps)
        let turn = PolarDirection(turns: sense / Double(Self.angles))
        let offset = (Double(tap) + 0.5) / Double(across) - 0.5
        var direction = PolarDirection(turns: zero + sense * offset / Double(Self.angles))
        let start = rows.lowerBound * taps
        let keep = tap > 0
        var cells = grid
        withUnsafeTemporaryAllocation(
            of: SIMD4<Float>.self, capacity: Self.radii * Self.mostTaps / LumaWalk.stride
        ) { memory in
            let line = memory.baseAddress!
            let places = UnsafeMutableRawPointer(line).assumingMemoryBound(to: Float.self)
            for _ in 0..<Self.angles {
                let way = pixels(direction)
                direction = direction.turned(by: turn)
                if source.isInside {
                    walk(way, from: start, to: rows.upperBound * taps, source, line)
                } else {
                    look(way, from: start, to: rows.upperBound * taps, source, places)
                }
                switch taps {
                case 1: add(rows, 1, places, share, keep, cells)
                case 2: add(rows, 2, places, share, keep, cells)
                default: add(rows, taps, places, share, keep, cells)
                }
                cells += pitch
            }
        }
    }

    /// Adds the mean of each row's places to its cell, or writes it there.
    @inline(__always)
    private func add(
        _ rows: Range<Int>, _ taps: Int, _ places: UnsafePointer<Float>, _ share: Float, _ keep: Bool,
        _ cells: UnsafeMutablePointer<Float>
    ) {
        for row in rows {
            var sum = places[row &* taps]
            for place in 1..<taps { sum += places[row &* taps &+ place] }
            cells[row] = keep ? cells[row] + sum * share : sum * share
        }
    }

    /// Luma at places `start` ..< `end` on the way from the centre to the edge of the area, and at some before and after them: the
    /// places of all rows are whole steps of the walk.
    @inline(__always)
    private func walk(
        _ way: Point, from start: Int, to end: Int, _ source: Source, _ line: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let step = 1 / Double(Self.radii * taps)
        let first = start / LumaWalk.stride
        let radius = (Double(first * LumaWalk.stride) + 0.5) * step
        var walk = LumaWalk(
            source.pixels, pitch: source.width, x: Double(centre.x) + Double(way.x) * radius,
            y: Double(centre.y) + Double(way.y) * radius, stepX: Double(way.x) * step, stepY: Double(way.y) * step)
        for four in first..<(end + LumaWalk.stride - 1) / LumaWalk.stride { line[four] = walk.next() }
    }

    /// The same where the border may be needed.
    private func look(
        _ way: Point, from start: Int, to end: Int, _ source: Source, _ places: UnsafeMutablePointer<Float>
    ) {
        let step = 1 / Float(Self.radii * taps)
        for place in start..<end {
            let radius = (Float(place) + 0.5) * step
            places[place] = source.luma(centre.x + radius * way.x, centre.y + radius * way.y)
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
        /// Whether no place that is looked at needs the border.
        let isInside: Bool

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
