// What every dial of a register shows at a given count, the way the gears do it. A pure function, so that the truth
// about a simulated frame is known without looking at it.

/// The gears between the dials of a register.
public enum GearTrain {
    /// The exact position, 0 ..< 10, of each dial (most significant first) at a count of the last dial's digits.
    ///
    /// Needles turn in proportion, and so does a last wheel that rolls from 0. Any other wheel rests on a whole digit
    /// until the dial below it shows `rollStart`, then turns and arrives when that one passes 10; so a carry runs through
    /// all wheels at once. Segments show whole digits.
    public static func positions(of dials: [SimulatedDial], at ticks: Double) -> [Double] {
        var positions = [Double](repeating: 0, count: dials.count)
        var below: Double?
        var power = 1.0
        for i in dials.indices.reversed() {
            let turns = wrapped(ticks / power)
            let digit = turns.rounded(.down)
            switch (dials[i].kind, below) {
            case (.segment, _):
                positions[i] = digit
            case (.needle, _):
                positions[i] = turns
            case (.wheel, nil) where dials[i].rollStart == 0:
                positions[i] = turns
            case (.wheel, let below):
                let start = dials[i].rollStart
                positions[i] = wrapped(digit + max(0, (below ?? 10 * (turns - digit)) - start) / (10 - start))
            }
            below = positions[i]
            power *= 10
        }
        return positions
    }

    /// `value` in 0 ..< 10.
    static func wrapped(_ value: Double) -> Double {
        let rest = value - (value / 10).rounded(.down) * 10
        return rest < 10 ? rest : 0
    }
}
