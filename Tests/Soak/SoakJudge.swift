// What counts as wrong. The truth is what the gears have counted, cut to the last published place.
//
// A published index is right when it lies no more than one unit of that place plus the mounting error of the lowest dial
// from the truth: a lowest dial that sits 0.4 off shows 0.4 less, and nobody can see from the picture that it should not.
// Since no dial sits off by a whole digit, that is one unit. A display has no such play: its index must be the truth itself.
// The register goes round, so the distance does too. A frame of another page must not be published at all.

import Capture
import Metering
import Recognition

/// Judges readings of one meter.
struct SoakJudge {
    /// What became of one frame.
    enum Judgement: String {
        /// Published, and right.
        case published
        /// Withheld, though it could have been read.
        case withheld
        /// Withheld, and there was nothing to be read.
        case excused
        /// Published, and wrong.
        case wrong
    }

    /// Units of the last place at which the register starts again.
    let capacity: Int64
    /// How far from the truth is still right, in units of the last place.
    let tolerance: Double

    init(_ meter: SimulatedMeter) {
        capacity = meter.capacity
        tolerance = meter.dials.last.map { $0.kind == .segment ? 0 : 1 + abs($0.zeroOffset) } ?? 0
    }

    /// - Parameters:
    ///   - published: the published index; nil when it was withheld.
    ///   - truth: what the picture shows; nil when it does not show the register.
    ///   - isReadable: whether a reading can be expected of it.
    func judge(_ published: Index?, truth: Index?, isReadable: Bool) -> Judgement {
        guard let published else { return isReadable && truth != nil ? .withheld : .excused }
        guard let truth else { return .wrong }
        return Double(distance(published, truth)) <= tolerance ? .published : .wrong
    }

    /// Units of the last place between two indices, the shorter way round. More than any tolerance for an index that no
    /// such register has.
    func distance(_ published: Index, _ truth: Index) -> Int64 {
        let units = published.scaled(to: truth.decimals)
        guard (0..<capacity).contains(units) else { return capacity }
        let apart = abs(units - truth.units)
        return min(apart, capacity - apart)
    }
}
