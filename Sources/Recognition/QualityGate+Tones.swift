// How bright and how contrasty one dial is, whatever it shows.

extension QualityGate {
    /// How bright a dial is.
    struct Tones {
        var mean: Float = 0
        var low: Float = 0
        var high: Float = 0
        var clipped: Float = 0
        var inside: Float = 0

        var contrast: Float { high > low ? (high - low) / (high + low) : 0 }
    }

    /// The tones of a dial of the reference in a frame.
    static func tones(of area: Quad, in view: QualityView) -> Tones {
        let side = QualityLimits.dialSide
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: side * side) { samples in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { counts in
                counts.initialize(repeating: 0)
                let count = view.grid(area, side: side, into: samples.baseAddress!)
                guard count > 0 else { return Tones() }
                var sum: Int32 = 0
                for i in 0..<count {
                    counts[Int(samples[i])] += 1
                    sum += Int32(samples[i])
                }
                var tones = Tones()
                tones.mean = Float(sum) / Float(count)
                tones.inside = Float(count) / Float(side * side)
                // A tenth of the dial is darker than `low`, a tenth brighter than `high`.
                let tenth = Int32(count / 10)
                var below: Int32 = 0
                var low = 0
                while below + counts[low] <= tenth { (below, low) = (below + counts[low], low + 1) }
                var above: Int32 = 0
                var high = 255
                while above + counts[high] <= tenth { (above, high) = (above + counts[high], high - 1) }
                (tones.low, tones.high) = (Float(low), Float(max(low, high)))
                var burnt: Int32 = 0
                for luma in Int(QualityLimits.burnt)..<256 { burnt += counts[luma] }
                tones.clipped = Float(burnt) / Float(count)
                return tones
            }
        }
    }
}
