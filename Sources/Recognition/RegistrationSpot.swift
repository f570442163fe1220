// What comparing needs to know of a patch besides its pixels: a plain value, so that walking over all patches of a layer
// costs nothing but the comparisons.

/// A prepared patch in its layer.
struct RegistrationSpot: Sendable {
    /// Left column in the level.
    let x: Int
    /// Top row in the level.
    let y: Int
    /// Middle of the patch in radii of the area from the area's centre.
    let middle: Point
    /// How strongly a shift shows in the normalised patch: entries of the 2 × 2 normal matrix.
    let xx: Float
    /// See `xx`.
    let xy: Float
    /// See `xx`.
    let yy: Float
    /// Weight of the patch before anything is compared, below 1.
    let weight: Float
    /// What the patch's agreement is worth, 0 … 1.
    let distinction: Float

    /// `patch` in a layer whose area has this centre and radius.
    init(_ patch: RegistrationPatch, centre: Point, radius: Float) {
        let half = Float(RegistrationLimits.patch) / 2
        middle = (Point(Float(patch.x) + half, Float(patch.y) + half) - centre) * (1 / radius)
        (x, y) = (patch.x, patch.y)
        (xx, xy, yy) = (patch.xx, patch.xy, patch.yy)
        (weight, distinction) = (patch.weight, patch.distinction)
    }
}
