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

    /// Sets the dials and painters of `drawing`.
    func apply(to drawing: inout FaceDrawing) {
        guard case .varied(let seed) = self else { return }
        var random = SplitMix64(seed: seed ^ 0x706c_6179)
        for i in drawing.dials.indices where drawing.dials[i].kind != .segment {
            drawing.dials[i].zeroOffset = random.uniform(-SimulatedPlay.zeroMax, SimulatedPlay.zeroMax)
            guard drawing.dials[i].kind == .wheel else { continue }
            let start = random.uniform(SimulatedPlay.rollStarts.0, SimulatedPlay.rollStarts.1)
            // Drawn for every wheel, so that the others do not depend on where this one stands in its row.
            let geared = random.unit()
            let isLast = i == drawing.dials.count - 1
            let aboveNeedle = !isLast && drawing.dials[i + 1].kind == .needle
            let isContinuous = isLast ? geared < 0.7 : aboveNeedle && geared < 0.25
            drawing.dials[i].rollStart = isContinuous ? 0 : start
            if isLast, case .wheel(var painter) = drawing.painters[i] {
                painter.graduated = isContinuous
                drawing.painters[i] = .wheel(painter)
            }
        }
    }
}
