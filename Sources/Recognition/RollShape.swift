// The ways in which a wheel can be carried by the dial below it: where that dial stands when the wheel begins to roll and
// where it stands when the wheel arrives. A fixed list, so that what is learned about a wheel is one weight per shape.

/// A way of being carried.
struct RollShape: Sendable, Equatable {
    /// Where the dial below stands when the wheel begins to roll.
    let start: Float
    /// Where it stands, counted on beyond 10, when the wheel has arrived.
    let end: Float
    /// How far the wheel turns in one position of the dial below.
    let rate: Float

    private init(_ start: Float, _ end: Float = 10) {
        self.start = start
        self.end = end
        rate = 1 / (end - start)
    }

    /// The same of a wheel over a dial that shows so much more than it should.
    func displaced(by zero: Float) -> RollShape { RollShape(start + zero, end + zero) }

    /// Geared all the time, early, usual and late.
    static let all: [RollShape] = [
        RollShape(0), RollShape(3.75), RollShape(4.25), RollShape(4.75), RollShape(5.25), RollShape(5.75),
        RollShape(6.25), RollShape(6.75), RollShape(7.25), RollShape(7.75), RollShape(8.1), RollShape(8.4),
        RollShape(8.7), RollShape(8.95), RollShape(9.15), RollShape(9.4), RollShape(9.7), RollShape(9.5, 10.6),
        RollShape(9.5, 11.5), RollShape(10, 12),
    ]

    /// How probable each shape is for a wheel over a wheel: early and late ones exist and must stay thinkable.
    private static let overWheel: [Float] = [
        0, 0.012, 0.014, 0.014, 0.015, 0.016, 0.017, 0.018, 0.02, 0.03, 0.045, 0.075, 0.12, 0.15, 0.15, 0.15, 0.1,
        0.034,
        0.015, 0.005,
    ]
    /// For a wheel over a needle, which may be geared to it and turn all the time.
    private static let overNeedle: [Float] = [
        0.12, 0.02, 0.022, 0.025, 0.027, 0.03, 0.03, 0.033, 0.035, 0.045, 0.06, 0.08, 0.09, 0.09, 0.09, 0.063, 0.045,
        0.055, 0.03, 0.01,
    ]
    /// For a wheel over a wheel in a meter whose wheels begin to roll anywhere, each at another place.
    static let anywhere: [Float] = [
        0, 0.072, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.068, 0.052, 0.048, 0.044, 0.036, 0.036, 0.032, 0.022,
        0.022, 0.006, 0.002,
    ]
    /// The least belief in a wheel that is said to turn all the time, which is plain to see.
    private static let toldGeared: Float = 0.99

    /// The weights of a wheel about which nothing is known.
    static func usual(aboveNeedle: Bool) -> [Float] { aboveNeedle ? overNeedle : overWheel }

    /// The weights of a wheel that is said to begin at `start`, which is believed with the share `belief`: so much for its
    /// neighbours in the list, the rest for all.
    static func around(_ start: Float, belief: Float, aboveNeedle: Bool) -> [Float] {
        let usual = usual(aboveNeedle: aboveNeedle)
        let near = all.map { shape -> Float in
            let distance = (shape.start - start) / 0.35
            return shape.end == 10 ? Elementary.exp(-distance * distance / 2) : 0
        }
        let sum = near.reduce(0, +)
        guard sum > 1e-3 else { return usual }
        let told = start < 0.5 ? max(belief, toldGeared) : belief
        return zip(near, usual).map { $0 * (told / sum) + $1 * (1 - told) }
    }

    /// How far beyond its digit the wheel stands when the dial below stands at `driver`; below zero while it has still to
    /// arrive.
    @inline(__always)
    func advance(driver: Float) -> Float {
        let begun = min(max((driver - start) * rate, 0), 1)
        let arriving = max(min((driver + 10 - end) * rate, 0), -1)
        return begun + arriving
    }
}
