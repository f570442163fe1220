// The algebra of placements that registration needs: composing, and moving between pictures and pyramid levels.

extension Placement {
    /// First `inner`, then this map.
    func following(_ inner: Placement) -> Placement {
        Placement(
            a: a * inner.a + b * inner.c, b: a * inner.b + b * inner.d,
            c: c * inner.a + d * inner.c, d: c * inner.b + d * inner.d,
            tx: a * inner.tx + b * inner.ty + tx, ty: c * inner.tx + d * inner.ty + ty)
    }

    /// The map back; nil if this one is degenerate.
    var reversed: Placement? {
        let determinant = a * d - b * c
        guard determinant > 1e-6 || determinant < -1e-6 else { return nil }
        let back = Placement(
            a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant, tx: 0, ty: 0)
        let shift = back.apply(Point(-tx, -ty))
        return Placement(a: back.a, b: back.b, c: back.c, d: back.d, tx: shift.x, ty: shift.y)
    }

    /// The same map between pictures whose own coordinates start at `reference` and `frame` of the full frames.
    func between(reference: Point, frame: Point) -> Placement {
        let start = apply(reference) - frame
        return Placement(a: a, b: b, c: c, d: d, tx: start.x, ty: start.y)
    }

    /// The same map between pictures `factor` times the size.
    func resized(by factor: Float) -> Placement {
        Placement(a: a, b: b, c: c, d: d, tx: tx * factor, ty: ty * factor)
    }

    /// Whether size and shape lie in the range of a camera that is still looking at its meter.
    var plausible: Bool {
        let determinant = a * d - b * c
        guard determinant > 0.5, determinant < 2 else { return false }
        // For a similarity a = d and b = -c; the squares of what differs are compared with the size squared.
        let stretch = (a - d) * (a - d) + (b + c) * (b + c)
        return stretch <= 4 * RegistrationLimits.stretch * RegistrationLimits.stretch * determinant
    }
}
