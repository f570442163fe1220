// The few functions of numbers that the simulation needs.

import Capture
import Glibc

func logarithm(_ value: Double) -> Double { log(max(value, 1e-300)) }
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
func cosine(turn: Double) -> Double { cos(2 * .pi * turn) }

extension SplitMix64 {
    /// A number of that spread about nought.
    mutating func normal(_ spread: Double) -> Double {
        spread * (-2 * logarithm(1 - unit())).squareRoot() * cosine(turn: unit())
    }

    /// How often something happens that happens `mean` times as a rule.
    mutating func often(_ mean: Double) -> Int {
        var (count, rest) = (0, exp(-mean))
        let draw = unit()
        var sum = rest
        while draw > sum, count < 100 {
            count += 1
            rest *= mean / Double(count)
            sum += rest
        }
        return count
    }
}
