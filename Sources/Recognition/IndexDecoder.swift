// From the positions of a register's dials to its index, all dials at once.
//
// Values are built from the lowest dial upwards: each partial value knows exactly how far every dial above it must have
// been carried, so a wheel between two digits is not a riddle but evidence. With an anchor only values that can have
// been reached since are kept. The confidence is the posterior probability of the answer against all others.

/// Decodes registers of one mechanism.
public struct IndexDecoder: Sendable {
    /// The register's mechanics.
    public let mechanism: RegisterMechanism

    /// The confidence below which an answer is called ambiguous.
    public static let confidenceMin: Float = 0.98
    /// The log-likelihood by which the dials may prefer an index that history excludes.
    private static let historyMargin: Float = 7
    /// Values so much less likely than the best, in log-likelihood, are not followed up: a ten-millionth.
    private static let beamMargin: Float = 16

    /// A decoder for `mechanism`.
    public init(mechanism: RegisterMechanism) {
        self.mechanism = mechanism
    }

    /// The index that `positions` (one per dial, most significant first) show.
    public func decode(_ positions: [Position], anchor: Anchor? = nil) -> Decision {
        precondition(positions.count == mechanism.dials.count)
        var evidence: [DialEvidence] = []
        for i in 0..<positions.count {
            let below = i + 1 < positions.count ? mechanism.dials[i + 1].kind : .wheel
            evidence.append(DialEvidence(positions[i], mechanism.dials[i], aboveNeedle: below == .needle))
        }

        var findings: [Finding] = []
        for i in 0..<evidence.count where evidence[i].isUnreadable { findings.append(.dialUnreadable(i)) }
        guard findings.count * 2 <= evidence.count else {
            return Decision(index: nil, runnerUp: nil, confidence: 0, findings: findings + [.nothingReadable])
        }
        let window = anchor.map { DecodingWindow($0, mechanism) }
        var beam: [Partial]
        if let window {
            beam = search(evidence, within: window)
            let margin = beam.isEmpty ? -Float.infinity : beam[0].logLikelihood + IndexDecoder.historyMargin
            // No value can be likelier than every dial at its best; only where that leaves room is a search worth it.
            let ceiling = evidence.reduce(0) { $0 + Elementary.log($1.best) }
            if ceiling > margin, let free = search(evidence, within: nil).first, free.logLikelihood > margin {
                findings.append(.contradictsHistory)
                if beam.isEmpty {
                    return Decision(
                        index: mechanism.index(ticks: free.ticks), runnerUp: nil, confidence: 0, findings: findings)
                }
            }
            for i in 0..<beam.count { beam[i].logLikelihood += window.logPrior(of: beam[i].ticks) }
            if anchor?.increaseMax == nil { findings.append(.noLimit) }
        } else {
            beam = search(evidence, within: nil)
            findings.append(.noAnchor)
        }
        return settle(beam, evidence, window, findings)
    }

    // MARK: - Search

    /// A value of the lowest dials so far.
    private struct Partial {
        var ticks: Int64
        var logLikelihood: Float
        /// Where the highest of these dials stands.
        var position: Float
    }

    /// The likeliest values, best first.
    private func search(_ evidence: [DialEvidence], within window: DecodingWindow?) -> [Partial] {
        let lowest = evidence[evidence.count - 1]
        let step = mechanism.isContinuous ? 1 : 10
        var beam: [Partial] = []
        for ticks in stride(from: 0, to: 100, by: step) where window?.allows(Int64(ticks), modulo: 100) ?? true {
            let (value, position) = lowest.stand(
                digit: ticks / 10, lowest.advances(fraction: Float(ticks % 10) / 10, driver: nil))
            beam.append(
                Partial(ticks: Int64(ticks), logLikelihood: Elementary.log(value), position: position))
        }
        var modulus: Int64 = 100
        var dial = evidence.count - 2
        while dial >= 0 {
            var next: [Partial] = []
            next.reserveCapacity(beam.count * 10)
            for partial in beam {
                let advances = evidence[dial].advances(
                    fraction: Float(Double(partial.ticks) / Double(modulus)), driver: partial.position)
                for digit in 0..<10 {
                    let ticks = partial.ticks + Int64(digit) * modulus
                    if let window, !window.allows(ticks, modulo: modulus * 10) { continue }
                    let (value, position) = evidence[dial].stand(digit: digit, advances)
                    next.append(
                        Partial(
                            ticks: ticks, logLikelihood: partial.logLikelihood + Elementary.log(value),
                            position: position))
                }
            }
            var best = -Float.infinity
            for partial in next where partial.logLikelihood > best { best = partial.logLikelihood }
            next.removeAll { $0.logLikelihood < best - IndexDecoder.beamMargin }
            if next.count > Limits.beamWidth {
                next.sort { $0.logLikelihood > $1.logLikelihood }
                next.removeLast(next.count - Limits.beamWidth)
            }
            beam = next
            modulus *= 10
            dial -= 1
        }
        beam.sort { $0.logLikelihood > $1.logLikelihood }
        return beam
    }

    // MARK: - Answer

    /// The answer, its probability and its rival among the values that are left.
    private func settle(
        _ beam: [Partial], _ evidence: [DialEvidence], _ window: DecodingWindow?, _ findings: [Finding]
    ) -> Decision {
        var findings = findings
        var best = beam[0]
        for partial in beam where partial.logLikelihood > best.logLikelihood { best = partial }
        let same: Int64 = mechanism.isContinuous ? 10 : 0
        var sameMass: Float = 0
        var otherMass: Float = 0
        var meanOffset: Float = 0
        var rival: Partial?
        for partial in beam {
            let mass = Elementary.exp(partial.logLikelihood - best.logLikelihood)
            let offset = circular(partial.ticks - best.ticks)
            if abs(offset) <= same {
                sameMass += mass
                meanOffset += mass * Float(offset)
            } else {
                otherMass += mass
                if partial.logLikelihood > rival?.logLikelihood ?? -.infinity { rival = partial }
            }
        }
        let centre = best.ticks + Int64((meanOffset / sameMass).rounded())
        let wrapped = (centre + mechanism.capacity) % mechanism.capacity
        let ticks = window?.heldUp(wrapped) ?? wrapped
        let confidence = sameMass / (sameMass + otherMass)
        findings += disagreements(evidence, ticks: best.ticks)
        if confidence < IndexDecoder.confidenceMin { findings.append(.ambiguous) }
        return Decision(
            index: mechanism.index(ticks: ticks), runnerUp: rival.map { mechanism.index(ticks: $0.ticks) },
            confidence: confidence, findings: findings)
    }

    /// The readable dials whose picture excludes the value.
    private func disagreements(_ evidence: [DialEvidence], ticks: Int64) -> [Finding] {
        var found: [Finding] = []
        var driver: Float?
        var unit: Int64 = 10
        for dial in (0..<evidence.count).reversed() {
            let advances = evidence[dial].advances(
                fraction: Float(Double(ticks % unit) / Double(unit)), driver: driver)
            let (value, position) = evidence[dial].stand(digit: Int(ticks / unit % 10), advances)
            if !evidence[dial].isUnreadable, evidence[dial].contradicts(value) { found.append(.dialDisagrees(dial)) }
            driver = position
            unit *= 10
        }
        return found.reversed()
    }

    private func circular(_ difference: Int64) -> Int64 {
        let capacity = mechanism.capacity
        if difference > capacity / 2 { return difference - capacity }
        if difference < -capacity / 2 { return difference + capacity }
        return difference
    }
}
