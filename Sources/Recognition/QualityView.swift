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
        for row in 0..<QualityProbe.cells {
            var sums = SIMD8<Int32>.zero
            for half in 0..<2 {
                var (atX, atY) = walk.start(ofRow: 2 &* row &+ half)
                for column in 0..<QualityProbe.cells {
                    var sum = luma(atX, atY)
                    atX &+= walk.across.x
                    atY &+= walk.across.y
                    sum &+= luma(atX, atY)
                    atX &+= walk.across.x
                    atY &+= walk.across.y
                    sums[column] &+= sum
                }
            }
            rows[row] = SIMD8<Float>(sums) * (1 / 4096)
        }
        return true
    }

    /// `side` × `side` samples over `area` of the reference, row by row, in whole steps of luma; how many there are, the
    /// others lying outside of the frame.
    func grid(_ area: Quad, side: Int, into samples: UnsafeMutablePointer<UInt8>) -> Int {
        var count = 0
        let step = 1 / Float(side)
        for row in 0..<side {
            for column in 0..<side {
                let place = placement.apply(area.point((Float(column) + 0.5) * step, (Float(row) + 0.5) * step))
                guard place.x >= 0.5, place.y >= 0.5, place.x < Float(width) - 0.6, place.y < Float(height) - 0.6 else {
                    continue
                }
                let atX = Int32((place.x - 0.5) * QualityView.one), atY = Int32((place.y - 0.5) * QualityView.one)
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
