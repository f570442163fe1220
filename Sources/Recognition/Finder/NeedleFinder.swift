// Finds needle dials in a picture by where their needles must stand. One size of dial is looked at at a time, so that whoever drives the
// search can share the work and say how far it has come.

/// The search for needle dials of known positions.
public struct NeedleFinder: Sendable {
    /// Where it looks.
    public let field: NeedleField
    /// Which way most edges of the picture run, apart from quarters of a turn.
    public let ways: [Point]
    private let picture: GrayImage
    private let reader: NeedleReader
    private let plain: PlainPlaces

    /// The network's answers for one size of dial.
    public struct Look: Sendable {
        let grid: NeedleGrid
    }

    /// Whether colours are known.
    public var knowsRed: Bool { plain.knowsRed }

    /// A search in `picture`; `redness` says how red its pixels are, where that is known.
    public init(_ picture: GrayImage, redness: GrayImage?, field: NeedleField, reader: NeedleReader) {
        (self.picture, self.field, self.reader) = (picture, field, reader)
        plain = PlainPlaces(picture, redness: redness)
        ways = EdgeWays.strongest(of: Pyramid(searched: picture))
    }

    /// Looks for `needles`, each in its sense, as dials of this radius.
    public func look(radius: Float, needles: [(SoughtNeedle, NeedleSense)]) -> Look {
        let weights = needles.map { $1.turned($0.weights) }
        return Look(
            grid: NeedleGrid(
                picture, field: field, radius: radius, reader: reader, weights: weights, plain: plain))
    }

    /// The best places of each of `needles` in all looks, which are sorted by radius.
    public func guesses(_ looks: [Look], needles: [(SoughtNeedle, NeedleSense)]) -> [[NeedleGuess]] {
        let search = NeedleSearch(grids: looks.map { $0.grid }, plain: plain)
        return needles.indices.map { search.run($0, sense: needles[$0].1) }
    }

    /// The place near `guess` where the needle is read best; its size may be known.
    public func fitted(_ guess: NeedleGuess, to needle: SoughtNeedle, sizeIsKnown: Bool = false) -> NeedleGuess {
        NeedleFit(picture: picture, reader: reader, needle: needle, sizeIsKnown: sizeIsKnown).run(guess)
    }

    /// The same dial where its printed circle lies, if one is to be seen, with how little of it there is.
    public func looked(at guess: NeedleGuess) -> NeedleGuess {
        let (ring, bareness) = rings(around: guess).glance(at: guess)
        var guess = guess
        guess.bareness = bareness
        if let ring { (guess.centre, guess.radius) = (ring.centre, ring.radius) }
        return guess
    }

    /// The circles printed near `guess`, the clearest first.
    public func rings(near guess: NeedleGuess) -> [DialRing] {
        rings(around: guess).run(near: guess)
    }

    private func rings(around guess: NeedleGuess) -> RingSearch {
        RingSearch(picture: picture, deviation: plain.deviation(guess.centre, guess.radius))
    }
}
