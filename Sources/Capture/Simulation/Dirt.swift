// Dirt on the glass of a meter: what falls on it stays where it fell, and more comes with time. It lies before the face,
// so it moves with the meter and not with the camera.

import Recognition

/// Specks on the glass.
struct Dirt {
    /// 0 (clean) … 1.
    let amount: Float
    private let specks: [(place: Point, radius: Float, shade: Float)]
    private static let countMax = 160

    /// The dirt of one meter; more of it holds all that less of it held.
    init(amount: Float, seed: UInt64) {
        self.amount = min(max(amount, 0), 1)
        var random = SplitMix64(seed: seed ^ 0x6469_7274)
        specks = (0..<Int(Float(Dirt.countMax) * self.amount)).map { _ in
            let size = random.unit()
            return (
                Point(Float(random.uniform(0, 640)), Float(random.uniform(0, 480))),
                Float(0.8 + 3.4 * size * size * size),
                Float(random.uniform(0.2, 0.6))
            )
        }
    }

    func paint(on canvas: inout Canvas) {
        for speck in specks {
            canvas.fill(
                .disc(centre: speck.place, radius: speck.radius), Colour(96, 88, 76), opacity: speck.shade, soft: 1.5)
        }
    }
}
