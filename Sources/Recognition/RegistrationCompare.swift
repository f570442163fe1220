// The hot loop of registration: samples a frame under a placement where the patches of the reference should lie.
// Nothing is allocated, and no pixel outside the frame is touched.

extension RegistrationLayer {
    /// Compares every patch with `frame` at `placement`, a map in pixels of this level, and hands each match to `body`.
    @inline(__always)
    func compare(_ placement: Placement, _ frame: GrayImage, body: (RegistrationSpot, Match) -> Void) {
        let (width, height) = (frame.width, frame.height)
        let side = RegistrationLimits.patch
        withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: side) { values in
            let values = values.baseAddress!
            frame.pixels.withUnsafeBufferPointer { pixels in
                rows.withUnsafeBufferPointer { rows in
                    counts.withUnsafeBufferPointer { counts in
                        spots.withUnsafeBufferPointer { spots in
                            guard var own = rows.baseAddress, let counts = counts.baseAddress else { return }
                            let even = placement.isAffine
                            var source = Source(pixels: pixels, width: width, height: height, placement: placement)
                            for spot in spots {
                                var match = Match(isInside: false, correlation: 0, bx: 0, by: 0)
                                if !even {
                                    // Over one patch a foreshortened map is as good as affine.
                                    let half = Float(side) / 2
                                    let middle = Point(Float(spot.x) + half, Float(spot.y) + half)
                                    source = Source(
                                        pixels: pixels, width: width, height: height,
                                        placement: placement.tangent(at: middle))
                                }
                                if let source, source.sample(x: spot.x, y: spot.y, into: values) {
                                    match = RegistrationLayer.match(values, with: own, counts)
                                }
                                body(spot, match)
                                own += 3 &* side
                            }
                        }
                    }
                }
            }
        }
    }

    /// A level of the frame under a placement. Its samples are in steps of 1/128 of luma.
    private struct Source {
        private let pixels: UnsafePointer<UInt8>
        private let width: Int
        private let placement: Placement
        /// Places below are too near the border for a patch's first pixel, as are those not below `end`.
        private let start: Point
        private let end: Point
        // Coordinates in steps of 2⁻¹⁶ pixel, good for frames of up to 32,767 pixels a side.
        private static let one: Float = 65536
        /// From a place to the next of its row, and to the one below.
        private let across: (x: Int32, y: Int32)
        private let down: (x: Int32, y: Int32)
        /// How much further each place of a row lies from its pixel than the first, where these are neighbours.
        private let growth: (x: SIMD8<UInt16>, y: SIMD8<UInt16>)

        /// Nil when no patch can lie in such a picture under such a placement.
        @inline(__always)
        init?(pixels: UnsafeBufferPointer<UInt8>, width: Int, height: Int, placement: Placement) {
            guard let base = pixels.baseAddress, width > 1, height > 1, Source.isSensible(placement) else { return nil }
            self.pixels = base
            self.width = width
            self.placement = placement
            // A small reserve covers the rounding of the running sums.
            let span = Float(RegistrationLimits.patch - 1)
            let (right, below) = (Point(placement.a, placement.c) * span, Point(placement.b, placement.d) * span)
            start = Point(
                0.01 - min(0, right.x) - min(0, below.x), 0.01 - min(0, right.y) - min(0, below.y))
            end = Point(
                Float(min(width, 32767)) - 1.01 - max(0, right.x) - max(0, below.x),
                Float(min(height, 32767)) - 1.01 - max(0, right.y) - max(0, below.y))
            across = (Int32(placement.a * Source.one), Int32(placement.c * Source.one))
            down = (Int32(placement.b * Source.one), Int32(placement.d * Source.one))
            let order = SIMD8<UInt16>(0, 1, 2, 3, 4, 5, 6, 7)
            growth = (
                order &* UInt16(truncatingIfNeeded: across.x), order &* UInt16(truncatingIfNeeded: across.y)
            )
        }

        /// Whether a step of the placement can be told in 32 bits.
        private static func isSensible(_ placement: Placement) -> Bool {
            let most = max(max(abs(placement.a), abs(placement.b)), max(abs(placement.c), abs(placement.d)))
            return most < 256
        }

        /// Samples the frame under the patch at (`x`, `y`), bilinear, row by row; false if it lies outside.
        @inline(__always)
        func sample(x: Int, y: Int, into values: UnsafeMutablePointer<SIMD8<Float>>) -> Bool {
            // Where the middle of the first pixel falls, counted from the middle of the frame's first pixel.
            let first = placement.apply(Point(Float(x) + 0.5, Float(y) + 0.5)) - Point(0.5, 0.5)
            guard first.x >= start.x, first.y >= start.y, first.x < end.x, first.y < end.y else { return false }
            var (atX, atY) = (Int32(first.x * Source.one), Int32(first.y * Source.one))
            for row in 0..<RegistrationLimits.patch {
                // A row that is neither turned nor stretched by a whole pixel lies under neighbouring pixels.
                let (lastX, lastY) = (atX &+ 7 &* (across.x &- 65536), atY &+ 7 &* across.y)
                if (atX ^ lastX) | (atY ^ lastY) < 65536, (atX ^ lastX) | (atY ^ lastY) >= 0 {
                    values[row] = neighbours(atX, atY)
                } else {
                    values[row] = spread(atX, atY)
                }
                atX &+= down.x
                atY &+= down.y
            }
            return true
        }

        /// A row of eight places over neighbouring pixels. All numbers are whole and fit into 16 bits: luma between two
        /// columns in steps of 1/128, from places in steps of 1/128 pixel; between two rows of 1/32768.
        @inline(__always)
        private func neighbours(_ atX: Int32, _ atY: Int32) -> SIMD8<Float> {
            let upper = UnsafeRawPointer(pixels + (Int(atY &>> 16) &* width &+ Int(atX &>> 16)))
            let lower = upper + width
            let u = (((growth.x &+ UInt16(truncatingIfNeeded: atX)) &>> 1) &+ 128) &>> 8
            let v = SIMD8<Int16>(truncatingIfNeeded: (growth.y &+ UInt16(truncatingIfNeeded: atY)) &>> 1)
            let top = Source.between(upper, SIMD8<Int16>(truncatingIfNeeded: u))
            let bottom = Source.between(lower, SIMD8<Int16>(truncatingIfNeeded: u))
            let product = SIMD8<Int32>(truncatingIfNeeded: bottom &- top) &* SIMD8<Int32>(truncatingIfNeeded: v)
            let rise = SIMD8<Int16>(truncatingIfNeeded: product &>> 16)
            return SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: top &+ rise &+ rise))
        }

        /// Luma of a row of pixels, each `share` of 128 on the way to its right neighbour.
        @inline(__always)
        private static func between(_ pixels: UnsafeRawPointer, _ share: SIMD8<Int16>) -> SIMD8<Int16> {
            let left = SIMD8<Int16>(truncatingIfNeeded: pixels.loadUnaligned(as: SIMD8<UInt8>.self))
            let right = SIMD8<Int16>(truncatingIfNeeded: (pixels + 1).loadUnaligned(as: SIMD8<UInt8>.self))
            return left &<< 7 &+ (right &- left) &* share
        }

        /// A row of eight places anywhere.
        private func spread(_ atX: Int32, _ atY: Int32) -> SIMD8<Float> {
            var (atX, atY) = (atX, atY)
            var values = SIMD8<Float>.zero
            for column in 0..<RegistrationLimits.patch {
                let corner = pixels + (Int(atY &>> 16) &* width &+ Int(atX &>> 16))
                let (u, v) = ((atX & 0xFFFF) &>> 6, (atY & 0xFFFF) &>> 6)
                let (upper, lower) = (Int32(corner[0]), Int32(corner[width]))
                let top = upper &<< 10 &+ (Int32(corner[1]) &- upper) &* u
                let bottom = lower &<< 10 &+ (Int32(corner[width &+ 1]) &- lower) &* u
                values[column] = Float(top &<< 10 &+ (bottom &- top) &* v) * (1 / 8192)
                atX &+= across.x
                atY &+= across.y
            }
            return values
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
        guard spread > 0.25 * 128 * 128 * RegistrationTile.mass else { return Match(correlation: 0, bx: 0, by: 0) }
        let scale = 1 / spread.squareRoot()
        return Match(
            correlation: min(1, RegistrationLayer.total(along) * scale), bx: RegistrationLayer.total(across) * scale,
            by: RegistrationLayer.total(down) * scale)
    }

    /// The sum of all lanes. A call of its own: seen together, five of them lead the optimiser to shuffle the loop above.
    @inline(never)
    private static func total(_ vector: SIMD8<Float>) -> Float { vector.sum() }
}
