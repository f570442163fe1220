// How far a mechanism is from the ideal one: where wheels begin to roll and how crookedly dials sit on their axes. None
// of it changes the index, which is what the gears have counted.

/// The mechanism of a simulated meter.
public enum SimulatedPlay: Sendable, Equatable {
    /// A good one: wheels roll while the dial below runs from 9 to 0, dials sit straight to within 0.05.
    case usual
    /// Any that is built, by chance: each wheel begins to roll when the dial below stands somewhere between 4.0 and 9.5,
    /// each wheel and needle sits up to 0.4 off, the last wheel of a row turns all the time or rests on its digits, and
    /// a wheel above a needle may be geared to it.
    case varied(seed: UInt64)

    /// The bounds of what is built.
    static let rollStarts = (4.0, 9.5), zeroMax = 0.4

    /// `dials`, most significant first, with this mechanism.
    public func applied(to dials: [SimulatedDial]) -> [SimulatedDial] {
        guard case .varied(let seed) = self else { return dials }
        var (dials, random) = (dials, SplitMix64(seed: seed ^ 0x706c_6179))
        for i in dials.indices where dials[i].kind != .segment {
            dials[i].zeroOffset = random.uniform(-SimulatedPlay.zeroMax, SimulatedPlay.zeroMax)
            guard dials[i].kind == .wheel else { continue }
            let start = random.uniform(SimulatedPlay.rollStarts.0, SimulatedPlay.rollStarts.1)
            // Drawn for every wheel, so that the others do not depend on where this one stands in its row.
            let geared = random.unit()
            let isLast = i == dials.count - 1
            let aboveNeedle = !isLast && dials[i + 1].kind == .needle
            let isContinuous = isLast ? geared < 0.7 : aboveNeedle && geared < 0.25
            dials[i].rollStart = isContinuous ? 0 : start
        }
        return dials
    }
}

extension FaceDrawing {
    /// The same face with another mechanism behind it.
    mutating func install(_ play: SimulatedPlay) {
        dials = play.applied(to: dials)
        guard let last = dials.last, case .wheel(var painter)? = painters.last else { return }
        painter.graduated = last.rollStart == 0
        painters[painters.count - 1] = .wheel(painter)
    }
}
