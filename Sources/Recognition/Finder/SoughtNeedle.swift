// Where a needle must stand for the digits that were typed: at its own digit and as far on as the digits behind it say.

/// A needle that is looked for.
public struct SoughtNeedle: Sendable, Equatable {
    /// How far a needle may be mounted beside its scale, in positions, and what is thought of more.
    private static let (mounting, beyond): (Float, Float) = (0.3, 0.15)

    /// The lowest position at which it may stand; 0 for one of which nothing is known.
    public let from: Float
    /// The highest; 10 for one of which nothing is known.
    public let to: Float

    /// A needle between two positions.
    public init(from: Float, to: Float) { (self.from, self.to) = (from, to) }

    /// The needle of a digit among `digits`, of which those behind it say how far beyond it stands.
    public init(_ number: Int, of digits: [Int?]) {
        guard let digit = digits[number] else {
            self.init(from: 0, to: 10)
            return
        }
        var (from, width) = (Float(digit), Float(1))
        for next in digits[(number + 1)...] {
            guard let next else { break }
            width /= 10
            from += Float(next) * width
        }
        self.init(from: from, to: from + width)
    }

    /// What is known of it says where it stands.
    public var isKnown: Bool { to - from < 10 }

    /// How far a position is from where the needle may stand.
    public func distance(to position: Float) -> Float {
        guard isKnown else { return 0 }
        var beyond = (position - (from + to) / 2).truncatingRemainder(dividingBy: 10)
        if beyond > 5 { beyond -= 10 }
        if beyond < -5 { beyond += 10 }
        return max(abs(beyond) - (to - from) / 2, 0)
    }

    /// How much each tenth of a position speaks for the needle.
    var weights: [Float] {
        (0..<Position.steps).map { step in
            let far = max(distance(to: Float(step) / 10) - SoughtNeedle.mounting, 0) / SoughtNeedle.beyond
            return Elementary.exp(-far * far / 2)
        }
    }
}
