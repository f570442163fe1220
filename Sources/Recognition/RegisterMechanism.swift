// A register as the decoder sees it: dials from the most significant to the least, each a tenth of the one before.
//
// The decoder counts in ticks, tenths of the lowest dial's position, so that a continuous lowest dial keeps its
// fraction while it is compared with the dials above.

/// The mechanics of a whole register.
public struct RegisterMechanism: Sendable, Equatable {
    /// Most significant first; places fall by one.
    public internal(set) var dials: [DialMechanism]
    /// Decimals of the published index.
    public let decimals: Int

    /// Checks the order of the dials. `decimals` is by default what the lowest dial gives, and at most one more.
    public init(dials: [DialMechanism], decimals: Int? = nil) throws(RecognitionError) {
        guard !dials.isEmpty, dials.count <= Limits.dialsMax else { throw .dialCount(dials.count) }
        for i in 1..<max(dials.count, 1) where dials[i].place != dials[i - 1].place - 1 {
            throw .placeOutOfOrder(dial: i)
        }
        let lowest = dials[dials.count - 1].place
        guard abs(lowest) <= 9, abs(dials[0].place) <= 15 else { throw .placeOutOfOrder(dial: 0) }
        self.dials = dials
        self.decimals = min(max(decimals ?? max(0, -lowest), 0), max(0, 1 - lowest), 9)
    }

    /// Ticks of one full turn of the whole register; the index starts again from zero there.
    var capacity: Int64 { RegisterMechanism.power(dials.count + 1) }

    /// The index that `ticks` stand for, cut (not rounded) to the published places.
    func index(ticks: Int64) -> Index {
        let shift = dials[dials.count - 1].place - 1 + decimals
        let units =
            shift >= 0 ? ticks * RegisterMechanism.power(shift) : ticks / RegisterMechanism.power(-shift)
        return Index(units: units, decimals: decimals)
    }

    /// The lowest ticks, tenths of a position of the lowest dial, that show `index`.
    public func ticks(of index: Index) -> Int64 {
        let places = 1 - dials[dials.count - 1].place
        if places >= 0 { return index.scaled(to: places) }
        return index.scaled(to: 0) / RegisterMechanism.power(-places)
    }

    /// True when the lowest dial moves continuously, so that neighbouring values differ only by how finely one looks.
    var isContinuous: Bool { dials[dials.count - 1].kind != .segment }

    /// One unit of the lowest wheel in ticks, but not less than a turn of the lowest dial: what the gears leave open is always
    /// such a unit.
    var lowestWheelUnit: Int64 {
        let wheel = dials.lastIndex { $0.kind == .wheel } ?? dials.count - 1
        return max(RegisterMechanism.power(dials.count - wheel), 100)
    }

    /// True for a dial that stands directly over a needle.
    func isAboveNeedle(_ dial: Int) -> Bool { dial + 1 < dials.count && dials[dial + 1].kind == .needle }

    /// The digit of one dial in `ticks`, and how far, as a share, its lower dials are on the way to the next.
    func digit(_ dial: Int, of ticks: Int64) -> (digit: Int, fraction: Float) {
        let unit = RegisterMechanism.power(dials.count - dial)
        return (Int(ticks / unit % 10), Float(Double(ticks % unit) / Double(unit)))
    }

    static func power(_ exponent: Int) -> Int64 {
        var result: Int64 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }
}
