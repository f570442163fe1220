// The hot loop of registration: samples a frame under a placement where the patches of the reference should lie.
// Nothing is allocated, and no pixel outside the frame is touched.

extension RegistrationLayer {
    /// Compares every patch with `frame` at `placement`, a map in pixels of this level, and hands each match to `body`.
    @inline(__always)
    func compare(_ placement: Placement, _ frame: GrayImage, body: (RegistrationPatch, Match) -> Void) {
        let (width, height) = (frame.width, frame.height)
        guard width > 1, height > 1 else {
            for patch in patches { body(patch, Match(correlation: 0, bx: 0, by: 0)) }
            return
        }
        frame.pixels.withUnsafeBufferPointer { pixels in
            rows.withUnsafeBufferPointer { rows in
                let perPatch = 3 * RegistrationLimits.patch
                for (number, patch) in patches.enumerated() {
                    let match = RegistrationLayer.match(
                        rows.baseAddress! + number * perPatch, x: patch.x, y: patch.y, placement: placement,
                        pixels: pixels.baseAddress!, width: width, height: height)
                    body(patch, match)
                }
            }
        }
    }

    /// Compares one patch, whose rows lie at `rows`, with the frame.
    private static func match(
        _ rows: UnsafePointer<SIMD8<Float>>, x: Int, y: Int, placement: Placement,
        pixels: UnsafePointer<UInt8>, width: Int, height: Int
    ) -> Match {
        let side = RegistrationLimits.patch
        // Where the middle of the first pixel falls, counted from the middle of the frame's first pixel.
        let middle = placement.apply(Point(Float(x) + 0.5, Float(y) + 0.5)) - Point(0.5, 0.5)
        let span = Float(side - 1)
        let (right, down) = (Point(placement.a, placement.c) * span, Point(placement.b, placement.d) * span)
        let low = Point(
            middle.x + min(0, right.x) + min(0, down.x), middle.y + min(0, right.y) + min(0, down.y))
        let high = Point(
            middle.x + max(0, right.x) + max(0, down.x), middle.y + max(0, right.y) + max(0, down.y))
        // A small reserve covers the rounding of the running sums below.
        guard low.x >= 0.01, low.y >= 0.01, high.x < Float(width) - 1.01, high.y < Float(height) - 1.01 else {
            return Match(correlation: 0, bx: 0, by: 0)
        }
        let steps = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
        var sum = SIMD8<Float>.zero
        var square = SIMD8<Float>.zero
        var along = SIMD8<Float>.zero
        var across = SIMD8<Float>.zero
        var downward = SIMD8<Float>.zero
        for row in 0..<side {
            let start = Point(middle.x + placement.b * Float(row), middle.y + placement.d * Float(row))
            let values = sample(
                x: start.x + steps * placement.a, y: start.y + steps * placement.c, pixels: pixels, width: width)
            sum += values
            square += values * values
            along += values * rows[3 * row]
            across += values * rows[3 * row + 1]
            downward += values * rows[3 * row + 2]
        }
        let total = sum.sum()
        let spread = square.sum() - total * total / Float(side * side)
        // Less than half a step of luma of contrast is a flat or saturated spot: it says nothing.
        guard spread > 0.25 * Float(side * side) else { return Match(correlation: 0, bx: 0, by: 0) }
        let scale = 1 / spread.squareRoot()
        return Match(
            correlation: min(1, along.sum() * scale), bx: across.sum() * scale, by: downward.sum() * scale)
    }

    /// Eight bilinear samples; all coordinates must lie inside the frame.
    @inline(__always)
    private static func sample(
        x: SIMD8<Float>, y: SIMD8<Float>, pixels: UnsafePointer<UInt8>, width: Int
    ) -> SIMD8<Float> {
        var (a, b, c, d) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
        var (u, v) = (x, y)
        for i in 0..<8 {
            let (column, line) = (Int32(x[i]), Int32(y[i]))
            u[i] -= Float(column)
            v[i] -= Float(line)
            let at = pixels + (Int(line) &* width &+ Int(column))
            a[i] = Float(at[0])
            b[i] = Float(at[1])
            c[i] = Float(at[width])
            d[i] = Float(at[width &+ 1])
        }
        let top = a + (b - a) * u
        let bottom = c + (d - c) * u
        return top + (bottom - top) * v
    }
}
