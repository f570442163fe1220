// Builds values of a register from its lowest dial upwards. Each partial value knows exactly how far every dial above it
// must have been carried, so a wheel between two digits is not a riddle but evidence.

/// The search for the values that the dials of a register may show.
struct IndexSearch {
    /// Values so much less likely than the best are not followed up: two misread dials.
    private static let share: Float = 1e-6

    /// A value of the lowest dials so far.
    struct Partial {
        var ticks: Int64
        /// Its likelihood as a share of the best one's; with the prior from history once that is known.
        var mass: Float
        /// Where the highest of these dials stands.
        var position: Float
    }

    let mechanism: RegisterMechanism
    let evidence: [DialEvidence]
    let window: DecodingWindow?

    /// The values found, in no order, and the logarithm of the best one's likelihood.
    func run() -> (values: [Partial], logBest: Float) {
        var (beam, logBest) = lowest()
        var modulus: Int64 = 100
        var dial = evidence.count - 2
        while dial >= 0 {
            beam = step(beam, dial, modulus)
            logBest += normalise(&beam)
            modulus *= 10
            dial -= 1
        }
        return (beam, logBest)
    }

    /// The values of the lowest dial. Where its picture says nothing, ten tenths are taken together: they differ only by
    /// what nobody can see.
    private func lowest() -> ([Partial], Float) {
        let dial = evidence[evidence.count - 1]
        let start = window?.start(modulo: 100) ?? 0
        let isWide = window?.isWide(modulo: 100) ?? true
        var beam: [Partial] = []
        for tenth in 0..<(mechanism.isContinuous ? 10 : 1) {
            let likelihood = dial.stands(fraction: Float(tenth) / 10, driver: nil).likelihood
            for digit in 0..<10 {
                let ticks = Int64(digit * 10 + tenth)
                let isFaint = isWide && mechanism.isContinuous && likelihood[digit] < 3 * dial.floor
                if isFaint && tenth != 5 { continue }
                if let window, !window.allows(ticks, from: start, modulo: 100) { continue }
                let mass = isFaint ? 10 * likelihood[digit] : likelihood[digit]
                beam.append(Partial(ticks: ticks, mass: mass, position: Float(ticks) / 10))
            }
        }
        let logBest = normalise(&beam)
        return (beam, logBest)
    }

    /// Puts the digits of the next dial before each value.
    private func step(_ beam: [Partial], _ dial: Int, _ modulus: Int64) -> [Partial] {
        var next: [Partial] = []
        next.reserveCapacity(beam.count * 4)
        let scale = 1 / Float(modulus)
        let start = window?.start(modulo: 10 * modulus) ?? 0
        var best: Float = 0
        for partial in beam {
            let (likelihood, moment) = evidence[dial].stands(
                fraction: Float(partial.ticks) * scale, driver: partial.position)
            withUnsafePointers(likelihood * partial.mass, moment / likelihood) { masses, advances in
                for digit in 0..<10 where masses[digit] >= best * IndexSearch.share {
                    let ticks = partial.ticks + Int64(digit) * modulus
                    if let window, !window.allows(ticks, from: start, modulo: 10 * modulus) { continue }
                    best = max(best, masses[digit])
                    next.append(
                        Partial(ticks: ticks, mass: masses[digit], position: Float(digit) + advances[digit]))
                }
            }
        }
        return next
    }

    /// Makes the best mass 1 and drops what is far below it; the logarithm of what the best was.
    private func normalise(_ beam: inout [Partial]) -> Float {
        var best: Float = 0
        for partial in beam where partial.mass > best { best = partial.mass }
        guard best > 0 else {
            beam.removeAll()
            return -.infinity
        }
        let least = best * IndexSearch.share
        beam.removeAll { $0.mass < least }
        if beam.count > Limits.beamWidth {
            beam.sort { $0.mass > $1.mass }
            beam.removeLast(beam.count - Limits.beamWidth)
        }
        for i in 0..<beam.count { beam[i].mass /= best }
        return Elementary.log(best)
    }

    /// Lets `body` look at the lanes of two vectors one by one, which in memory is far quicker than in registers.
    @inline(__always)
    private func withUnsafePointers(
        _ a: SIMD16<Float>, _ b: SIMD16<Float>, _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
    ) {
        withUnsafeBytes(of: a) { a in
            withUnsafeBytes(of: b) { b in
                guard let first = a.baseAddress, let second = b.baseAddress else { return }
                body(first.assumingMemoryBound(to: Float.self), second.assumingMemoryBound(to: Float.self))
            }
        }
    }
}
