// Moves a needle dial that was found on a coarse grid to where the network is surest of it, also when the circle is a little beside its
// place, larger or smaller: so it comes to lie in the middle of what still reads right.

/// The fine search for a needle dial's place.
struct NeedleFit {
    /// Changes that are tried, as shares of the radius, from coarse to fine.
    private static let amounts: [Float] = [0.16, 0.08, 0.04]
    /// Rounds at most with each.
    private static let rounds = 3
    /// How far beside its place, and how much larger or smaller, the dial is looked at: far enough for the network to begin to doubt,
    /// or all places would be alike.
    private static let looks: [(x: Float, y: Float, size: Float)] = [
        (0, 0, 1), (-0.28, 0, 1), (0.28, 0, 1), (0, -0.28, 1), (0, 0.28, 1), (0, 0, 0.64), (0, 0, 1.5),
    ]
    /// A look for which nothing speaks costs no more than this.
    private static let costMax: Float = 6
    /// How much larger or smaller than the guess the dial may become.
    private static let sizes: ClosedRange<Float> = 0.75...1.34

    let picture: GrayImage
    let reader: NeedleReader
    let needle: SoughtNeedle
    /// Whether only the centre is to be found.
    let sizeIsKnown: Bool

    /// The place near `guess` that is read best, with what it costs.
    func run(_ guess: NeedleGuess) -> NeedleGuess {
        let weights = needle.weights
        return withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: NeedleNetwork.memoryVectors) { memory in
            var best = guess
            best.cost = cost(best, weights, memory.baseAddress!)
            for amount in NeedleFit.amounts {
                for _ in 0..<NeedleFit.rounds {
                    var isBetter = false
                    for change in [Point(1, 0), Point(-1, 0), Point(0, 1), Point(0, -1)] {
                        var other = best
                        other.centre = best.centre + change * (amount * best.radius)
                        guard (other.centre - guess.centre).length <= 0.5 * guess.radius else { continue }
                        other.cost = cost(other, weights, memory.baseAddress!)
                        if other.cost < best.cost - 0.01 { (best, isBetter) = (other, true) }
                    }
                    for factor in [1 + amount, 1 / (1 + amount)] where !sizeIsKnown {
                        var other = best
                        other.radius = best.radius * factor
                        guard NeedleFit.sizes.contains(other.radius / guess.radius) else { continue }
                        other.cost = cost(other, weights, memory.baseAddress!)
                        if other.cost < best.cost - 0.01 { (best, isBetter) = (other, true) }
                    }
                    if !isBetter { break }
                }
            }
            return best
        }
    }

    private func cost(
        _ guess: NeedleGuess, _ weights: [Float], _ memory: UnsafeMutablePointer<SIMD4<Float>>
    ) -> Float {
        var sum: Float = 0
        for look in NeedleFit.looks {
            var moved = guess
            moved.centre = guess.centre + Point(look.x, look.y) * guess.radius
            moved.radius = guess.radius * look.size
            let position = reader.read(
                picture, NeedleGeometry(area: moved.area, clockwise: moved.sense.clockwise), memory)
            var mass: Float = 0
            for step in 0..<Position.steps { mass += position.probabilities[step] * weights[step] }
            sum += min(-Elementary.log(mass + 1e-6), NeedleFit.costMax)
        }
        return sum / Float(NeedleFit.looks.count)
    }
}
