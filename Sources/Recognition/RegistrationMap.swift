// The algebra of placements that registration needs: composing, and moving between pictures and pyramid levels.

extension Placement {
    /// A map that only shifts.
    init(shift: Point) { self.init(a: 1, b: 0, c: 0, d: 1, tx: shift.x, ty: shift.y) }

    /// Whether parallels stay parallel.
    var isAffine: Bool { px == 0 && py == 0 }

    /// How many parameters it takes to tell this map, to a hundredth of a pixel over `radius` pixels: those of a similarity, an
    /// affine or a projective map.
    func freedom(over radius: Float) -> Int {
        if !isAffine { return RegistrationFit.projective }
        return max(abs(a - d), abs(b + c)) * radius < 0.01 ? RegistrationFit.similar : RegistrationFit.affine
    }

    /// First `inner`, then this map.
    public func following(_ inner: Placement) -> Placement {
        // A point that the inner map sends to infinity has no place; far from it this is near 1.
        let whole = 1 + px * inner.tx + py * inner.ty
        let scale = abs(whole) > 1e-6 ? 1 / whole : 1e6
        return Placement(
            a: (a * inner.a + b * inner.c + tx * inner.px) * scale,
            b: (a * inner.b + b * inner.d + tx * inner.py) * scale,
            c: (c * inner.a + d * inner.c + ty * inner.px) * scale,
            d: (c * inner.b + d * inner.d + ty * inner.py) * scale,
            tx: (a * inner.tx + b * inner.ty + tx) * scale, ty: (c * inner.tx + d * inner.ty + ty) * scale,
            px: (px * inner.a + py * inner.c + inner.px) * scale, py: (px * inner.b + py * inner.d + inner.py) * scale)
    }

    /// The map back; nil if this one is degenerate.
    var reversed: Placement? {
        let determinant = a * d - b * c
        guard determinant > 1e-6 || determinant < -1e-6 else { return nil }
        // The adjugate, divided by its last element, the determinant of the linear part.
        return Placement(
            a: (d - ty * py) / determinant, b: (tx * py - b) / determinant,
            c: (ty * px - c) / determinant, d: (a - tx * px) / determinant,
            tx: (b * ty - d * tx) / determinant, ty: (c * tx - a * ty) / determinant,
            px: (c * py - d * px) / determinant, py: (b * px - a * py) / determinant)
    }

    /// The affine map that agrees with this one at `point` and close to it.
    func tangent(at point: Point) -> Placement {
        let w = 1 + px * point.x + py * point.y
        let there = apply(point)
        let (a, b) = ((a - there.x * px) / w, (b - there.x * py) / w)
        let (c, d) = ((c - there.y * px) / w, (d - there.y * py) / w)
        return Placement(
            a: a, b: b, c: c, d: d, tx: there.x - a * point.x - b * point.y, ty: there.y - c * point.x - d * point.y)
    }

    /// The same map between pictures whose own coordinates start at `reference` and `frame` of the full frames.
    func between(reference: Point, frame: Point) -> Placement {
        if isAffine {
            let start = apply(reference) - frame
            return Placement(a: a, b: b, c: c, d: d, tx: start.x, ty: start.y)
        }
        return Placement(shift: frame * -1).following(self).following(Placement(shift: reference))
    }

    /// The same map between pictures `factor` times the size.
    func resized(by factor: Float) -> Placement {
        Placement(a: a, b: b, c: c, d: d, tx: tx * factor, ty: ty * factor, px: px / factor, py: py / factor)
    }

    /// Whether size and shape around `centre` and the foreshortening over `radius` lie in the range of a camera that is
    /// still looking at its meter.
    func isPlausible(centre: Point, radius: Float) -> Bool {
        let near = tangent(at: centre)
        let determinant = near.a * near.d - near.b * near.c
        guard determinant > 0.5, determinant < 2 else { return false }
        // For a similarity a = d and b = -c; the squares of what differs are compared with the size squared.
        let stretch = (near.a - near.d) * (near.a - near.d) + (near.b + near.c) * (near.b + near.c)
        guard stretch <= 4 * RegistrationLimits.stretch * RegistrationLimits.stretch * determinant else { return false }
        let w = 1 + px * centre.x + py * centre.y
        let foreshortening = (px * px + py * py).squareRoot() * radius
        return foreshortening <= RegistrationLimits.foreshortening * w
    }
}
