// Moves a row that was found on a coarse grid to where the network is surest of all its digits, also when each window is a little
// beside its place, larger or smaller: so it comes to lie in the middle of what still reads right.

/// The fine search for a row's place.
struct RowFit {
    /// Changes that are tried, from coarse to fine, as shares of a window.
    private static let amounts: [Float] = [0.12, 0.06, 0.03]
    /// Rounds at most with each.
    private static let rounds = 3
    /// How far beside its place, and how much larger or smaller, each window is looked at, as shares of its half sides.
    private static let looks: [(along: Float, size: Float)] = [(0, 1), (-0.2, 1), (0.2, 1), (0, 0.86), (0, 1.16)]
    /// A digit for which nothing speaks costs no more than this.
    private static let costMax: Float = 6
    /// Widths of a window against its height that dials have.
    private static let aspects: ClosedRange<Float> = 0.35...1.1

    /// The picture, reduced so that windows are not much larger than the network's grid.
    let picture: GrayImage
    /// How many pixels of the guess make one of `picture`.
    let reduced: Float
    let network: DialNetwork
    let sought: SoughtRow

    private enum Change: CaseIterable {
        case along, down, pitch, turn, width, height
    }

    /// The place near `guess` that is read best, with what it costs now for each known digit.
    func run(_ guess: RowGuess) -> RowGuess {
        network.withMemory { memory in
            withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: DialPatch.vectors) { luma in
                var best = guess
                best.cost = cost(best, memory, luma.baseAddress!)
                for amount in RowFit.amounts {
                    for _ in 0..<RowFit.rounds {
                        var isBetter = false
                        for change in Change.allCases {
                            for side: Float in [-1, 1] {
                                var other = changed(best, change, by: side * amount)
                                guard isDial(other) else { continue }
                                other.cost = cost(other, memory, luma.baseAddress!)
                                if other.cost < best.cost - 0.01 { (best, isBetter) = (other, true) }
                            }
                        }
                        if !isBetter { break }
                    }
                }
                return best
            }
        }
    }

    /// The mean cost of all known digits over all looks.
    private func cost(
        _ guess: RowGuess, _ memory: UnsafeMutablePointer<SIMD4<Float>>, _ luma: UnsafeMutablePointer<SIMD4<Float>>
    ) -> Float {
        var sum: Float = 0
        for number in sought.digits.indices {
            for look in RowFit.looks {
                var moved = guess
                moved.first = moved.first + moved.across * look.along
                (moved.across, moved.down) = (moved.across * look.size, moved.down * look.size)
                DialPatch.sample(
                    picture, moved.window(number).scaled(by: 1 / reduced), into: luma,
                    with: network.members[0].kernels)
                let values = UnsafeMutableRawPointer(luma).assumingMemoryBound(to: Float.self)
                let position = network.read(values, memory)
                let share: Float
                if let digit = sought.digits[number] {
                    share = position.nearness(to: digit, rolling: sought.mayRoll(number))
                } else {
                    share = 1 - position.none
                }
                sum += min(-Elementary.log(share + 1e-6), RowFit.costMax)
            }
        }
        return sum / Float(RowFit.looks.count * sought.digits.count)
    }

    private func changed(_ guess: RowGuess, _ change: Change, by amount: Float) -> RowGuess {
        var other = guess
        switch change {
        case .along: other.first = guess.first + guess.across * (2 * amount)
        case .down: other.first = guess.first + guess.down * (2 * amount)
        case .pitch: other.setStep(guess.step * (1 + amount / 2), count: sought.digits.count)
        case .turn: other.setStep(guess.step + guess.down * (amount / 2), count: sought.digits.count)
        case .width: other.across = guess.across * (1 + amount)
        case .height: other.down = guess.down * (1 + amount)
        }
        return other
    }

    /// Whether windows may have this shape: no wider than the way to the next, and neither very narrow nor very wide.
    private func isDial(_ guess: RowGuess) -> Bool {
        let width = guess.across.length * 2
        return width <= guess.step.length && RowFit.aspects.contains(guess.across.length / guess.down.length)
    }
}

extension Point {
    /// The distance from the origin.
    public var length: Float { (x * x + y * y).squareRoot() }
}

extension Quad {
    /// The same in a picture of another size.
    func scaled(by factor: Float) -> Quad {
        Quad(topLeft * factor, topRight * factor, bottomRight * factor, bottomLeft * factor)
    }
}
