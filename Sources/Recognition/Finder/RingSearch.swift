// Looks for printed circles around a place where a needle dial was found: a line that is darker, or lighter, than what lies on both
// sides of it, all around. Where the needle or a reflection lies over it, that counts no more than its share of the circle.

/// The search for circles near a place.
struct RingSearch {
    /// Directions that are looked at.
    private static let spokes = (0..<48).map { spoke in
        let direction = PolarDirection(turns: Double(spoke) / 48)
        return Point(Float(direction.right), Float(-direction.up))
    }
    /// What is tried first, as shares of the radius: centres to each side, and sizes.
    private static let (reach, step): (Int, Float) = (6, 0.08)
    private static let sizes = (0..<19).map { 0.72 + 0.06 * Float($0) }
    /// The steps to each side at a glance, which takes every second direction.
    private static let glanceReach = 4
    /// What clearness a circle by chance has, and from which on there is no doubt.
    private static let (chance, certain): (Float, Float) = (0.45, 0.85)
    /// The steps by which a circle is then moved and changed.
    private static let fine: [Float] = [0.03, 0.012]
    /// How far inside and outside of the line its surroundings are looked at, as a share of the radius.
    private static let beside: Float = 0.09
    /// What the line's contrast may count at one place, as a share of the deviation of the luma.
    private static let plenty: Float = 0.5
    /// The least clearness of a circle, and of what may become one when it is moved to its place.
    private static let (clearnessMin, promising): (Float, Float) = (0.5, 0.35)
    /// Dark circles that are handed on, and light ones.
    private static let most = 4

    let picture: GrayImage
    /// The deviation of the luma on the dial.
    let deviation: Float

    /// The clearest circles near `guess`, the clearest first.
    func run(near guess: NeedleGuess) -> [DialRing] {
        var found: [DialRing] = []
        each(near: guess, reach: RingSearch.reach, sizes: RingSearch.sizes) { centre, radius in
            let ring = look(centre, radius)
            if ring.clearness >= RingSearch.promising { found.append(ring) }
        }
        found.sort { $0.clearness > $1.clearness }
        var rings: [DialRing] = []
        for ring in found {
            // Beside a thick dark line lie two that look light.
            let alike = rings.filter { $0.isDark == ring.isDark }
            if alike.count < RingSearch.most && !alike.contains(where: { $0.isSame(as: ring) }) {
                rings.append(refined(ring))
            }
        }
        return rings.filter { $0.clearness >= RingSearch.clearnessMin }.sorted { $0.clearness > $1.clearness }
    }

    /// The clearest circle near `guess`, nil where there is none for certain, and how little of one is to be seen, from 0 to 1.
    func glance(at guess: NeedleGuess) -> (ring: DialRing?, bareness: Float) {
        var best: DialRing?
        each(near: guess, reach: RingSearch.glanceReach, sizes: RingSearch.sizes) { centre, radius in
            let ring = look(centre, radius, every: 2)
            if ring.clearness > best?.clearness ?? 0 { best = ring }
        }
        let beyond = ((best?.clearness ?? 0) - RingSearch.chance) / (RingSearch.certain - RingSearch.chance)
        return (beyond >= 1 ? best : nil, 1 - min(max(beyond, 0), 1))
    }

    private func each(near guess: NeedleGuess, reach: Int, sizes: [Float], _ body: (Point, Float) -> Void) {
        let step: Float = RingSearch.step * guess.radius
        for size in sizes {
            for row in -reach...reach {
                for column in -reach...reach {
                    let beside = Point(Float(column) * step, Float(row) * step)
                    body(guess.centre + beside, guess.radius * size)
                }
            }
        }
    }

    private func refined(_ ring: DialRing) -> DialRing {
        var best = ring
        for step in RingSearch.fine {
            let middle = best
            for size in -2...2 {
                for row in -3...3 {
                    for column in -3...3 {
                        let centre = middle.centre + Point(Float(column), Float(row)) * (step * middle.radius)
                        let other = look(centre, middle.radius * (1 + step * Float(size)))
                        if other.isDark == ring.isDark, other.clearness > best.clearness { best = other }
                    }
                }
            }
        }
        return best
    }

    /// How clear a circle is here.
    private func look(_ centre: Point, _ radius: Float, every stride: Int = 1) -> DialRing {
        let beside = RingSearch.beside * radius
        let most = max(RingSearch.plenty * deviation, 1)
        var sum: Float = 0
        for number in Swift.stride(from: 0, to: RingSearch.spokes.count, by: stride) {
            let spoke = RingSearch.spokes[number]
            let inside = luma(centre + spoke * (radius - beside))
            let outside = luma(centre + spoke * (radius + beside))
            let contrast = (inside + outside) / 2 - luma(centre + spoke * radius)
            sum += min(max(contrast, -most), most)
        }
        let clearness = abs(sum) * Float(stride) / (most * Float(RingSearch.spokes.count))
        return DialRing(centre: centre, radius: radius, clearness: clearness, isDark: sum > 0)
    }

    /// Bilinear luma, the border repeated.
    private func luma(_ place: Point) -> Float {
        let x = min(max(place.x - 0.5, 0), Float(picture.width - 1))
        let y = min(max(place.y - 0.5, 0), Float(picture.height - 1))
        let (left, top) = (Int(x), Int(y))
        let (right, bottom) = (min(left + 1, picture.width - 1), min(top + 1, picture.height - 1))
        let (atX, atY) = (x - Float(left), y - Float(top))
        let upper = Float(picture[left, top]) * (1 - atX) + Float(picture[right, top]) * atX
        let lower = Float(picture[left, bottom]) * (1 - atX) + Float(picture[right, bottom]) * atX
        return upper * (1 - atY) + lower * atY
    }
}
