// The wide search: correlates the fixed part of the reference with a small version of the frame over all turns, sizes
// and shifts in reach. Both are freed of local light first. It yields candidates, never a decision.

/// The fixed part of the reference at a low resolution.
struct RegistrationSearch: Sendable {
    /// The pyramid level that is searched.
    let level: Int
    private let xs: [Float]
    private let ys: [Float]
    private let weights: [Float]
    private let centre: Point
    private let radius: Float

    /// The search on `level` of the reference's pyramid; nil if too little of the area is to be seen there.
    init?(picture: GrayImage, level: Int, mask: RegistrationMask, area: Quad) {
        let even = RegistrationSearchMap.evened(picture)
        var places: [Int] = []
        for y in mask.rows {
            for x in mask.columns where mask.fixed[y * mask.width + x] { places.append(y * mask.width + x) }
        }
        guard places.count >= RegistrationLimits.fewestSearchPoints else { return nil }
        places.sort { abs(even[$0]) > abs(even[$1]) }
        places = Array(places.prefix(RegistrationLimits.searchPoints))
        places.sort()
        xs = places.map { Float($0 % picture.width) + 0.5 }
        ys = places.map { Float($0 / picture.width) + 0.5 }
        weights = places.map { even[$0] }
        self.level = level
        let local = area.local(origin: Point(0, 0), factor: 1 / Float(1 << level))
        centre = local.centre
        radius = local.radius
    }

    /// The best places of the reference in `frame`, this level of a frame's pyramid, around `expected`, a map in pixels
    /// of this level; best first.
    func candidates(in frame: GrayImage, around expected: Placement) -> [RegistrationSearchMap.Candidate] {
        let reach = Int((RegistrationLimits.shift / Float(1 << level)).rounded(.up))
        let map = RegistrationSearchMap(frame: frame, reach: reach)
        // One step moves the rim of the area by about one pixel and a quarter; half of it is the worst mistake.
        let step = 1.25 / radius
        let turns = max(1, Int((2 * RegistrationLimits.halfTurn / step).rounded(.up)))
        let sizes = max(1, Int((RegistrationLimits.scale / step).rounded(.up)))
        var found: [RegistrationSearchMap.Candidate] = []
        for turn in -turns...turns {
            // Cosine and sine from the tangent of half the angle.
            let half = RegistrationLimits.halfTurn * Float(turn) / Float(turns)
            let (cosine, sine) = ((1 - half * half) / (1 + half * half), 2 * half / (1 + half * half))
            for size in -sizes...sizes {
                let scale = 1 + RegistrationLimits.scale * Float(size) / Float(sizes)
                let (a, c) = (scale * cosine, scale * sine)
                let about = Placement(
                    a: a, b: -c, c: c, d: a,
                    tx: centre.x - a * centre.x + c * centre.y, ty: centre.y - c * centre.x - a * centre.y)
                found.append(
                    map.best(xs: xs, ys: ys, weights: weights, placement: expected.following(about)))
            }
        }
        found.sort { $0.fit > $1.fit }
        return Array(found.prefix(RegistrationLimits.candidates))
    }
}
