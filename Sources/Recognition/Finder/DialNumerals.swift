// The numerals printed around needle dials: they say which way is up and which way the numbers grow where the needles themselves
// would show the same seen otherwise. Numerals stand upright; how large they are and how far out, all dials of a meter have in common.

/// Reads what is printed around needle dials.
public struct DialNumerals: Sendable {
    /// How far from the middle numerals stand, and how high they are, against the dial's circle: inside it and outside.
    static let layouts: [(distance: Float, height: Float)] =
        [0.62, 0.7, 0.78].flatMap { distance in [0.28, 0.36].map { (distance, $0) } } + [(1.25, 0.36), (1.4, 0.45)]
    /// How wide a numeral's window is against its height.
    private static let aspect: Float = 0.72
    /// What a numeral counts at most that is not read as it should be: a needle may lie over it.
    private static let most: Float = 4
    /// Above this mean numerals say nothing, be it that none are printed or that they are too small.
    private static let silent: Float = 2
    /// Numerals speak against the senses of dials if others are better by this.
    private static let contradiction: Float = 0.4

    private let picture: GrayImage
    private let network: DialNetwork
    private let layouts: [(distance: Float, height: Float)]

    /// Reads in `picture`.
    public init(_ picture: GrayImage, network: DialNetwork) {
        self.init(picture, network: network, layouts: DialNumerals.layouts)
    }

    /// Looks for numerals only so far from the middle and so high.
    init(_ picture: GrayImage, network: DialNetwork, layouts: [(distance: Float, height: Float)]) {
        (self.picture, self.network, self.layouts) = (picture, network, layouts)
    }

    /// How little the numerals speak for the senses of these dials: the mean over all of minus the logarithm of a probability, and no
    /// more where they say nothing.
    public func doubt(_ dials: [NeedleGuess]) -> Float {
        min(
            layouts.map { cost(dials, $0.distance, $0.height) }.min() ?? DialNumerals.silent,
            DialNumerals.silent)
    }

    /// Whether any numerals were seen, with such a doubt.
    public func areSeen(_ doubt: Float) -> Bool { doubt < DialNumerals.silent / 2 }

    /// Whether the numerals say that the dials stand upside down, or that their numbers grow the other way.
    public func contradict(_ dials: [NeedleGuess]) -> Bool {
        let own = doubt(dials)
        guard own > DialNumerals.contradiction else { return false }
        let turnings = [{ _ in false }, { _ in true }, { $0 % 2 == 0 }, { $0 % 2 == 1 }] as [(Int) -> Bool]
        return [0, 50].contains { turn in
            turnings.contains { isTurned in
                let others = dials.enumerated().map { at, dial in
                    var dial = dial
                    dial.sense = NeedleSense(
                        turn: (dial.sense.turn + turn) % 100, clockwise: dial.sense.clockwise != isTurned(at))
                    return dial
                }
                return doubt(others) < own - DialNumerals.contradiction
            }
        }
    }

    /// The mean of what each numeral costs that stands so far from the middle and is so high.
    private func cost(_ dials: [NeedleGuess], _ distance: Float, _ height: Float) -> Float {
        let patches = dials.flatMap { dial in
            (0..<10).map { DialPatch(of: picture, in: DialNumerals.area($0, of: dial, distance, height)) }
        }
        var cost: Float = 0
        network.read(patches) { number, position in
            let mass = position.mass(of: number % 10, rolling: false) * (1 - position.none)
            cost += min(-Elementary.log(mass + 1e-6), DialNumerals.most)
        }
        return cost / Float(max(patches.count, 1))
    }

    /// Where a dial's numeral stands.
    static func area(_ digit: Int, of dial: NeedleGuess, _ distance: Float, _ height: Float) -> Quad {
        let scale = dial.area
        let (right, down) = ((scale.topRight - scale.topLeft) * 0.5, (scale.bottomLeft - scale.topLeft) * 0.5)
        let direction = PolarDirection(turns: Double(dial.sense.clockwise ? digit : -digit) / 10)
        let centre = dial.centre + (right * Float(direction.right) - down * Float(direction.up)) * distance
        let (x, y) = (right * (height * aspect / 2), down * (height / 2))
        return Quad(centre - x - y, centre + x - y, centre + x + y, centre - x + y)
    }
}
