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
        let perPatch = 3 * RegistrationLimits.patch
        let samples = RegistrationLimits.patch * RegistrationLimits.patch
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: samples) { values in
            frame.pixels.withUnsafeBufferPointer { pixels in
                rows.withUnsafeBufferPointer { rows in
                    for (number, patch) in patches.enumerated() {
                        let inside = RegistrationLayer.sample(
                            x: patch.x, y: patch.y, placement: placement, pixels: pixels.baseAddress!, width: width,
                            height: height, into: values.baseAddress!)
                        guard inside else {
                            body(patch, Match(correlation: 0, bx: 0, by: 0))
                            continue
                        }
                        let match = RegistrationLayer.match(
                            values.baseAddress!, with: rows.baseAddress! + number * perPatch)
                        body(patch, match)
                    }
                }
            }
        }
    }

    /// Samples the frame under the patch at (`x`, `y`), bilinear, in steps of 2⁻²⁰ of luma; false if it lies outside.
    private static func sample(
        x: Int, y: Int, placement: Placement, pixels: UnsafePointer<UInt8>, width: Int, height: Int,
        into values: UnsafeMutablePointer<Int32>
    ) -> Bool {
        let side = RegistrationLimits.patch
        // Where the middle of the first pixel falls, counted from the middle of the frame's first pixel.
        let first = placement.apply(Point(Float(x) + 0.5, Float(y) + 0.5)) - Point(0.5, 0.5)
        let span = Float(side - 1)
        let (right, down) = (Point(placement.a, placement.c) * span, Point(placement.b, placement.d) * span)
        let low = Point(first.x + min(0, right.x) + min(0, down.x), first.y + min(0, right.y) + min(0, down.y))
        let high = Point(first.x + max(0, right.x) + max(0, down.x), first.y + max(0, right.y) + max(0, down.y))
        // A small reserve covers the rounding of the running sums below.
        guard low.x >= 0.01, low.y >= 0.01, high.x < Float(min(width, 32767)) - 1.01,
            high.y < Float(min(height, 32767)) - 1.01
        else {
            return false
        }
        // Coordinates in steps of 2⁻¹⁶ pixel, good for frames of up to 32,767 pixels a side.
        let one: Float = 65536
        let (stepX, stepY) = (Int32(placement.a * one), Int32(placement.c * one))
        for row in 0..<side {
            var atX = Int32((first.x + placement.b * Float(row)) * one)
            var atY = Int32((first.y + placement.d * Float(row)) * one)
            for column in 0..<side {
                let corner = pixels + (Int(atY &>> 16) &* width &+ Int(atX &>> 16))
                let (u, v) = ((atX & 0xFFFF) &>> 6, (atY & 0xFFFF) &>> 6)
                let top = Int32(corner[0]) &* (1024 &- u) &+ Int32(corner[1]) &* u
                let bottom = Int32(corner[width]) &* (1024 &- u) &+ Int32(corner[width &+ 1]) &* u
                values[row &* side &+ column] = top &* (1024 &- v) &+ bottom &* v
                atX &+= stepX
                atY &+= stepY
            }
        }
        return true
    }

    /// Compares one patch, whose rows lie at `rows`, with the samples of a frame.
    private static func match(
        _ values: UnsafePointer<Int32>, with rows: UnsafePointer<SIMD8<Float>>
    ) -> Match {
        let side = RegistrationLimits.patch
        var (sum, square, along) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
        var (across, down) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        for row in 0..<side {
            var part = SIMD8<Float>.zero
            for i in 0..<8 { part[i] = Float(values[row &* side &+ i]) }
            part *= 1 / 1_048_576
            let counted = part * RegistrationTile.taper * RegistrationTile.taper[row]
            sum += counted
            square += counted * part
            along += part * rows[3 &* row]
            across += part * rows[3 &* row &+ 1]
            down += part * rows[3 &* row &+ 2]
        }
        let total = sum.sum()
        let spread = square.sum() - total * total / RegistrationTile.mass
        // Less than half a step of luma of contrast is a flat or saturated spot: it says nothing.
        guard spread > 0.25 * RegistrationTile.mass else { return Match(correlation: 0, bx: 0, by: 0) }
        let scale = 1 / spread.squareRoot()
        return Match(correlation: min(1, along.sum() * scale), bx: across.sum() * scale, by: down.sum() * scale)
    }
}
