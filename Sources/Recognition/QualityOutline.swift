// The meter at an eighth of its size, freed of local light: enough to tell whether it is in a picture at all, however blurred or
// pale that is. Only frames that registration refuses are looked at in this way.

/// The fixed part of the reference, coarsely.
struct QualityOutline: Sendable {
    /// The level of the pyramid that is compared.
    static let level = 3

    private let places: [(x: Int, y: Int, weight: Float)]
    private let energy: Float
    /// Mean step of luma from cell to cell in the reference.
    private let relief: Float

    /// The outline of a reference that begins at `origin` of the full frame.
    init(reference: GrayImage, origin: Point, area: Quad, dials: [Quad]) {
        let small = Pyramid(reference, count: QualityOutline.level + 1).levels[QualityOutline.level]
        let factor = 1 / Float(1 << QualityOutline.level)
        let even = RegistrationSearchMap.evened(small)
        var places: [(x: Int, y: Int, weight: Float)] = []
        for y in 0..<small.height {
            for x in 0..<small.width {
                let middle = Point((Float(x) + 0.5) / factor + origin.x, (Float(y) + 0.5) / factor + origin.y)
                guard area.contains(middle), !dials.contains(where: { $0.contains(middle, margin: 2) }) else {
                    continue
                }
                places.append((x, y, even[y * small.width + x]))
            }
        }
        self.places = places
        var energy: Float = 1e-6
        for place in places { energy += place.weight * place.weight }
        self.energy = energy
        var relief: Float = 0
        for place in places { relief += QualityOutline.step(small, place.x, place.y) }
        self.relief = max(0.5, relief / Float(max(places.count, 1)))
    }

    /// Where the outline fits best.
    struct Fit {
        /// Normalised correlation, at most 1.
        var agreement: Float
        /// How far it has slid, in pixels of the frame.
        var shift: Point
    }

    /// What a whole frame shows of the outline.
    struct Sight {
        /// Where it fits best within the range of registration.
        var near: Fit
        /// Where it fits best anywhere; as `near` where that is good enough.
        var far: Fit
        /// Mean step of luma from cell to cell against that of the reference.
        var relief: Float
    }

    /// Looks for the outline in a whole frame. The outline's places are those of the reference's picture, so the reference must
    /// have been a whole frame of the same size.
    func look(at frame: GrayImage) -> Sight {
        let small = Pyramid(frame, count: QualityOutline.level + 1).levels[QualityOutline.level]
        let even = RegistrationSearchMap.evened(small)
        let reach = Int(RegistrationLimits.shift) >> QualityOutline.level
        let near = best(even, small, across: reach, down: reach, every: 1)
        var far = near
        if near.agreement < QualityLimits.outline {
            far = best(even, small, across: small.width * 2 / 3, down: small.height * 2 / 3, every: 3)
            if far.agreement < near.agreement { far = near }
        }
        var sum: Float = 0
        for place in places where place.x < small.width && place.y < small.height {
            sum += QualityOutline.step(small, place.x, place.y)
        }
        return Sight(near: near, far: far, relief: sum / Float(max(places.count, 1)) / relief)
    }

    private func best(_ even: [Float], _ small: GrayImage, across: Int, down: Int, every: Int) -> Fit {
        var best = Fit(agreement: 0, shift: Point(0, 0))
        even.withUnsafeBufferPointer { even in
            places.withUnsafeBufferPointer { places in
                for dy in -down...down {
                    for dx in -across...across {
                        var (along, own, other) = (Float(0), Float(0), Float(1e-6))
                        var i = 0
                        while i < places.count {
                            let place = places[i]
                            i &+= every
                            let (x, y) = (place.x &+ dx, place.y &+ dy)
                            guard x >= 0, y >= 0, x < small.width, y < small.height else { continue }
                            let value = even[y &* small.width &+ x]
                            along += place.weight * value
                            own += place.weight * place.weight
                            other += value * value
                        }
                        guard own * Float(every) >= QualityLimits.outlineOverlap * energy else { continue }
                        let agreement = along / (own * other).squareRoot()
                        if agreement > best.agreement {
                            let cell = Float(1 << QualityOutline.level)
                            best = Fit(agreement: agreement, shift: Point(Float(dx) * cell, Float(dy) * cell))
                        }
                    }
                }
            }
        }
        return best
    }

    private static func step(_ small: GrayImage, _ x: Int, _ y: Int) -> Float {
        guard x + 1 < small.width, y + 1 < small.height else { return 0 }
        let here = Float(small[x, y])
        return abs(Float(small[x + 1, y]) - here) + abs(Float(small[x, y + 1]) - here)
    }
}
