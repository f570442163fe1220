// A frame under a placement, as the gate looks at it: squares of cells and grids over dials. No pixel outside the frame is
// touched; what lies there is missing.

/// Takes samples of a frame where parts of the reference lie.
struct QualityView {
    private let pixels: UnsafePointer<UInt8>
    private let width: Int
    private let height: Int
    /// Over one probe a foreshortened map is as good as affine.
    private let placement: Placement
    // Coordinates in steps of 2⁻¹⁶ pixel.
    private static let one: Float = 65536

    /// `placement` maps the full reference frame to this part of the frame. Nil where there is nothing to look at.
    init?(pixels: UnsafeBufferPointer<UInt8>, width: Int, height: Int, placement: Placement) {
        guard let base = pixels.baseAddress, width > 1, height > 1, width < 32768, height < 32768 else { return nil }
        let most = max(max(abs(placement.a), abs(placement.b)), max(abs(placement.c), abs(placement.d)))
        guard most < 256 else { return nil }
        (self.pixels, self.width, self.height, self.placement) = (base, width, height, placement)
    }

    /// The cells of the square whose top left corner lies at (`x`, `y`) of the reference; false if not all of it is there.
    @inline(__always)
    func cells(x: Float, y: Float, into rows: UnsafeMutablePointer<SIMD8<Float>>) -> Bool {
        let count = QualityProbe.side
        guard
            let walk = Walk(
                self, from: Point(x + 0.5, y + 0.5), across: Point(1, 0), down: Point(0, 1), columns: count, rows: count
            )
        else { return false }
        let order = SIMD8<UInt16>(0, 1, 2, 3, 4, 5, 6, 7)
        let growth = (
            x: order &* UInt16(truncatingIfNeeded: walk.across.x), y: order &* UInt16(truncatingIfNeeded: walk.across.y)
        )
        for row in 0..<QualityProbe.cells {
            var (left, right) = (SIMD8<Int32>.zero, SIMD8<Int32>.zero)
            for half in 0..<2 {
                let (atX, atY) = walk.start(ofRow: 2 &* row &+ half)
                left &+= eight(atX, atY, walk.across, growth)
                right &+= eight(atX &+ 8 &* walk.across.x, atY &+ 8 &* walk.across.y, walk.across, growth)
            }
            let sums = SIMD8<Int32>(
                lowHalf: left.evenHalf &+ left.oddHalf, highHalf: right.evenHalf &+ right.oddHalf)
            rows[row] = SIMD8<Float>(sums) * (1 / 4096)
        }
        return true
    }

    /// Luma at eight places, each `across` from the one before; `growth` is how much further each lies than the first, less whole
    /// pixels.
    @inline(__always)
    private func eight(
        _ atX: Int32, _ atY: Int32, _ across: (x: Int32, y: Int32), _ growth: (x: SIMD8<UInt16>, y: SIMD8<UInt16>)
    ) -> SIMD8<Int32> {
        // A row that is neither turned nor stretched by a whole pixel lies under neighbouring pixels.
        let (lastX, lastY) = (atX &+ 7 &* (across.x &- 65536), atY &+ 7 &* across.y)
        guard (atX ^ lastX) | (atY ^ lastY) < 65536, (atX ^ lastX) | (atY ^ lastY) >= 0 else {
            return apart(atX, atY, across)
        }
        let upper = UnsafeRawPointer(pixels + (Int(atY &>> 16) &* width &+ Int(atX &>> 16)))
        let u = SIMD8<Int16>(truncatingIfNeeded: (growth.x &+ UInt16(truncatingIfNeeded: atX)) &>> 11)
        let v = SIMD8<Int16>(truncatingIfNeeded: (growth.y &+ UInt16(truncatingIfNeeded: atY)) &>> 11)
        let top = QualityView.between(upper, u)
        let rise = QualityView.between(upper + width, u) &- top
        let product = SIMD8<Int32>(truncatingIfNeeded: rise) &* SIMD8<Int32>(truncatingIfNeeded: v)
        return SIMD8<Int32>(truncatingIfNeeded: top) &<< 5 &+ product
    }

    /// Luma of eight neighbouring pixels, each `share` of 32 on the way to the one on its right, in steps of 1/32.
    @inline(__always)
    private static func between(_ pixels: UnsafeRawPointer, _ share: SIMD8<Int16>) -> SIMD8<Int16> {
        let left = SIMD8<Int16>(truncatingIfNeeded: pixels.loadUnaligned(as: SIMD8<UInt8>.self))
        let right = SIMD8<Int16>(truncatingIfNeeded: (pixels + 1).loadUnaligned(as: SIMD8<UInt8>.self))
        return left &<< 5 &+ (right &- left) &* share
    }

    /// Luma at eight places anywhere.
    @inline(never)
    private func apart(_ atX: Int32, _ atY: Int32, _ across: (x: Int32, y: Int32)) -> SIMD8<Int32> {
        var (atX, atY) = (atX, atY)
        var values = SIMD8<Int32>.zero
        for column in 0..<8 {
            values[column] = luma(atX, atY)
            atX &+= across.x
            atY &+= across.y
        }
        return values
    }

    /// `side` × `side` samples over `area` of the reference, row by row, in whole steps of luma; how many there are, the
    /// others lying outside of the frame.
    func grid(_ area: Quad, side: Int, into samples: UnsafeMutablePointer<UInt8>) -> Int {
        var count = 0
        let step = 1 / Float(side)
        let (right, bottom) = (Float(width) - 0.6, Float(height) - 0.6)
        // Along a row the places lie on a line.
        let area = placement.apply(area)
        for row in 0..<side {
            let share = (Float(row) + 0.5) * step
            let first = area.topLeft * (1 - share) + area.bottomLeft * share
            let way = (area.topRight * (1 - share) + area.bottomRight * share - first) * step
            for column in 0..<side {
                let x = first.x + (Float(column) + 0.5) * way.x
                let y = first.y + (Float(column) + 0.5) * way.y
                guard x >= 0.5, y >= 0.5, x < right, y < bottom else { continue }
                let atX = Int32((x - 0.5) * QualityView.one), atY = Int32((y - 0.5) * QualityView.one)
                samples[count] = UInt8(truncatingIfNeeded: (luma(atX, atY) &+ 512) &>> 10)
                count &+= 1
            }
        }
        return count
    }

    /// Luma between four pixels, in steps of 1/1024.
    @inline(__always)
    private func luma(_ atX: Int32, _ atY: Int32) -> Int32 {
        let corner = pixels + (Int(atY &>> 16) &* width &+ Int(atX &>> 16))
        let (u, v) = ((atX & 0xFFFF) &>> 11, (atY & 0xFFFF) &>> 11)
        let (upper, lower) = (Int32(corner[0]), Int32(corner[width]))
        let top = upper &<< 5 &+ (Int32(corner[1]) &- upper) &* u
        let bottom = lower &<< 5 &+ (Int32(corner[width &+ 1]) &- lower) &* u
        return top &<< 5 &+ (bottom &- top) &* v
    }

    /// A raster of places in the frame.
    private struct Walk {
        let first: (x: Int32, y: Int32)
        let across: (x: Int32, y: Int32)
        let down: (x: Int32, y: Int32)

        /// Nil where not all of it lies in the frame.
        @inline(__always)
        init?(_ view: QualityView, from: Point, across: Point, down: Point, columns: Int, rows: Int) {
            let map = view.placement.isAffine ? view.placement : view.placement.tangent(at: from)
            let start = map.apply(from) - Point(0.5, 0.5)
            let (right, below) = (
                Point(map.a, map.c) * Float(columns - 1), Point(map.b, map.d) * Float(rows - 1)
            )
            // A small reserve covers the rounding of the running sums.
            guard start.x + min(0, right.x) + min(0, below.x) >= 0.01,
                start.y + min(0, right.y) + min(0, below.y) >= 0.01,
                start.x + max(0, right.x) + max(0, below.x) < Float(view.width) - 1.01,
                start.y + max(0, right.y) + max(0, below.y) < Float(view.height) - 1.01
            else { return nil }
            first = (Int32(start.x * QualityView.one), Int32(start.y * QualityView.one))
            self.across = (Int32(map.a * QualityView.one), Int32(map.c * QualityView.one))
            self.down = (Int32(map.b * QualityView.one), Int32(map.d * QualityView.one))
        }

        @inline(__always)
        func start(ofRow row: Int) -> (x: Int32, y: Int32) {
            (first.x &+ Int32(row) &* down.x, first.y &+ Int32(row) &* down.y)
        }
    }
}
