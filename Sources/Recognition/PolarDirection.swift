// Sine and cosine without a C library, for the few directions that a polar grid needs.
// Exact to about 1e-12 for any finite number of turns below a million.

/// A direction in the plane of a dial, clockwise from upright.
struct PolarDirection {
    /// Share to the right: the sine.
    let right: Double
    /// Share upwards: the cosine.
    let up: Double

    /// The direction `turns` whole turns clockwise from upright.
    init(turns: Double) {
        let whole = turns - turns.rounded(.down)
        let quarter = (whole * 4).rounded()
        let angle = (whole - quarter / 4) * 2 * Double.pi
        // Taylor series; |angle| ≤ π/4, so the first term left out is below 1e-13.
        let square = angle * angle
        var sine = 0.0
        var cosine = 0.0
        for order in stride(from: 6, through: 1, by: -1) {
            let n = Double(2 * order)
            sine = square / (n * (n + 1)) * (1 - sine)
            cosine = square / (n * (n - 1)) * (1 - cosine)
        }
        sine = angle * (1 - sine)
        cosine = 1 - cosine
        switch Int(quarter) % 4 {
        case 0: (right, up) = (sine, cosine)
        case 1: (right, up) = (cosine, -sine)
        case 2: (right, up) = (-sine, -cosine)
        default: (right, up) = (-cosine, sine)
        }
    }

    /// This direction turned clockwise by `other`.
    func turned(by other: PolarDirection) -> PolarDirection {
        PolarDirection(right: right * other.up + up * other.right, up: up * other.up - right * other.right)
    }

    private init(right: Double, up: Double) {
        self.right = right
        self.up = up
    }
}
