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
        let side = RegistrationLimits.patch
        withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: RegistrationLimits.patch) { values in
            let values = values.baseAddress!
            frame.pixels.withUnsafeBufferPointer { pixels in
                let source = Source(pixels: pixels.baseAddress!, width: width, height: height)
                rows.withUnsafeBufferPointer { rows in
                    counts.withUnsafeBufferPointer { counts in
                        for (number, patch) in patches.enumerated() {
                            guard source.sample(x: patch.x, y: patch.y, placement: placement, into: values) else {
                                body(patch, Match(correlation: 0, bx: 0, by: 0))
                                continue
                            }
                            let own = rows.baseAddress! + number &* 3 &* side
                            body(patch, RegistrationLayer.match(values, with: own, counts.baseAddress!))
                        }
                    }
                }
            }
        }
    }

    /// A level of the frame.
    private struct Source {
        let pixels: UnsafePointer<UInt8>
        let width: Int
        let height: Int

        /// Samples the frame under the patch at (`x`, `y`), bilinear, row by row; false if it lies outside.
        @inline(__always)
        func sample(x: Int, y: Int, placement: Placement, into values: UnsafeMutablePointer<SIMD8<Float>>) -> Bool {
            let side = RegistrationLimits.patch
            // Where the middle of the first pixel falls, counted from the middle of the frame's first pixel.
            let first = placement.apply(Point(Float(x) + 0.5, Float(y) + 0.5)) - Point(0.5, 0.5)
            guard contains(first, placement) else { return false }
            // Coordinates in steps of 2⁻¹⁶ pixel, good for frames of up to 32,767 pixels a side.
            let one: Float = 65536
            let (stepX, stepY) = (Int32(placement.a * one), Int32(placement.c * one))
            for row in 0..<side {
                let atX = Int32((first.x + placement.b * Float(row)) * one)
                let atY = Int32((first.y + placement.d * Float(row)) * one)
                // A row that is neither turned nor stretched by a whole pixel lies under neighbouring pixels.
                let (lastX, lastY) = (atX &+ 7 &* (stepX &- 65536), atY &+ 7 &* stepY)
                if atX &>> 16 == lastX &>> 16, atY &>> 16 == lastY &>> 16 {
                    values[row] = neighbours(atX, atY, stepX &- 65536, stepY)
                } else {
                    values[row] = spread(atX, atY, stepX, stepY)
                }
            }
            return true
        }

        /// Whether the patch whose first pixel falls on `first` has pixels all around.
        @inline(__always)
        private func contains(_ first: Point, _ placement: Placement) -> Bool {
            let span = Float(RegistrationLimits.patch - 1)
            let (right, down) = (Point(placement.a, placement.c) * span, Point(placement.b, placement.d) * span)
            let low = Point(first.x + min(0, right.x) + min(0, down.x), first.y + min(0, right.y) + min(0, down.y))
            let high = Point(first.x + max(0, right.x) + max(0, down.x), first.y + max(0, right.y) + max(0, down.y))
            // A small reserve covers the rounding of the running sums.
            return low.x >= 0.01 && low.y >= 0.01 && high.x < Float(min(width, 32767)) - 1.01
                && high.y < Float(min(height, 32767)) - 1.01
        }

        /// A row of eight places over neighbouring pixels; each place lies (`growX`, `growY`) further from its pixel than the
        /// one before.
        @inline(__always)
        private func neighbours(_ atX: Int32, _ atY: Int32, _ growX: Int32, _ growY: Int32) -> SIMD8<Float> {
            let upper = UnsafeRawPointer(pixels + (Int(atY &>> 16) &* width &+ Int(atX &>> 16)))
            let lower = upper + width
            let order = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)
            let u = Source.fraction((atX & 0xFFFF) &+ growX &* order)
            let v = Source.fraction((atY & 0xFFFF) &+ growY &* order)
            let (left, lowerLeft) = (Source.luma(upper), Source.luma(lower))
            let top = left + (Source.luma(upper + 1) - left) * u
            let bottom = lowerLeft + (Source.luma(lower + 1) - lowerLeft) * u
            return top + (bottom - top) * v
        }

        /// A row of eight places anywhere.
        private func spread(_ atX: Int32, _ atY: Int32, _ stepX: Int32, _ stepY: Int32) -> SIMD8<Float> {
            var (atX, atY) = (atX, atY)
            var values = SIMD8<Float>.zero
            for column in 0..<RegistrationLimits.patch {
                let corner = pixels + (Int(atY &>> 16) &* width &+ Int(atX &>> 16))
                let (u, v) = ((atX & 0xFFFF) &>> 6, (atY & 0xFFFF) &>> 6)
                let (upper, lower) = (Int32(corner[0]), Int32(corner[width]))
                let top = upper &<< 10 &+ (Int32(corner[1]) &- upper) &* u
                let bottom = lower &<< 10 &+ (Int32(corner[width &+ 1]) &- lower) &* u
                values[column] = Float(top &<< 10 &+ (bottom &- top) &* v) * (1 / 1_048_576)
                atX &+= stepX
                atY &+= stepY
            }
            return values
        }

        /// A place's fraction of a pixel, cut to 1/1024.
        @inline(__always)
        private static func fraction(_ place: SIMD8<Int32>) -> SIMD8<Float> {
            SIMD8<Float>(place &>> 6) * (1 / 1024)
        }

        @inline(__always)
        private static func luma(_ pixels: UnsafeRawPointer) -> SIMD8<Float> {
            SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: pixels.loadUnaligned(as: SIMD8<UInt8>.self)))
        }
    }

    /// Compares one patch, whose rows lie at `rows`, with the samples of a frame.
    private static func match(
        _ values: UnsafePointer<SIMD8<Float>>, with rows: UnsafePointer<SIMD8<Float>>,
        _ counts: UnsafePointer<SIMD8<Float>>
    ) -> Match {
        var (sum, square, along) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
        var (across, down) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        for row in 0..<RegistrationLimits.patch {
            let part = values[row]
            let counted = part * counts[row]
            sum += counted
            square += counted * part
            along += part * rows[3 &* row]
            across += part * rows[3 &* row &+ 1]
            down += part * rows[3 &* row &+ 2]
        }
        let total = RegistrationLayer.total(sum)
        let spread = RegistrationLayer.total(square) - total * total / RegistrationTile.mass
        // Less than half a step of luma of contrast is a flat or saturated spot: it says nothing.
        guard spread > 0.25 * RegistrationTile.mass else { return Match(correlation: 0, bx: 0, by: 0) }
        let scale = 1 / spread.squareRoot()
        return Match(
            correlation: min(1, RegistrationLayer.total(along) * scale), bx: RegistrationLayer.total(across) * scale,
            by: RegistrationLayer.total(down) * scale)
    }

    /// The sum of all lanes. A call of its own: seen together, five of them lead the optimiser to shuffle the loop above.
    @inline(never)
    private static func total(_ vector: SIMD8<Float>) -> Float { vector.sum() }
}
