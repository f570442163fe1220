// From the positions of a register's dials to its index, all dials at once.
//
// The values that the dials may show are searched from the lowest dial upwards; with an anchor only values that can have
// been reached since are kept. The confidence is the posterior probability of the answer against all others.

/// Decodes registers of one mechanism.
public struct IndexDecoder: Sendable {
    /// The register's mechanics.
    public let mechanism: RegisterMechanism

    /// The log-likelihood by which the dials may prefer an index that history excludes.
    private static let historyMargin: Float = 7
    /// The same where the history is proven: one misread dial is less than this, two are more.
    private static let provenMargin: Float = 12

    /// A decoder for `mechanism`.
    public init(mechanism: RegisterMechanism) {
        self.mechanism = mechanism
    }

    /// The index that `positions` (one per dial, most significant first) show.
    public func decode(_ positions: [Position], anchor: Anchor? = nil) -> Decision {
        decode(frames: [positions], anchor: anchor)
    }

    /// The index that several frames of one moment show together, the last one being the newest. Each holds one position
    /// per dial, most significant first.
    public func decode(frames: [[Position]], anchor: Anchor? = nil) -> Decision {
        precondition(frames.allSatisfy { $0.count == mechanism.dials.count })
        let window = anchor.map { DecodingWindow($0, mechanism) }
        let evidence = evidence(frames, anchor)
        var findings: [Finding] = []
        for i in 0..<evidence.count where evidence[i].isUnreadable { findings.append(.dialUnreadable(i)) }
        let seesDigit = frames.contains { $0.contains { $0.none <= 0.5 } }
        guard seesDigit, findings.count * 2 <= evidence.count else {
            return Decision(index: nil, runnerUp: nil, confidence: 0, findings: findings + [.nothingReadable])
        }
        var (values, logBest) = IndexSearch(mechanism: mechanism, evidence: evidence, window: window).run()
        var excluded: Decision.Excluded?
        if let window, let anchor {
            let isProven = anchor.isProven && !values.isEmpty
            let margin = isProven ? IndexDecoder.provenMargin : IndexDecoder.historyMargin
            // No likelihood is greater than 1; only where that leaves room is a search worth it.
            if logBest < -margin {
                let (free, logFree) = IndexSearch(mechanism: mechanism, evidence: evidence, window: nil).run()
                if logFree - logBest > margin, let best = free.max(by: { $0.mass < $1.mass }) {
                    findings.append(.contradictsHistory)
                    excluded = window.side(of: best.ticks).map {
                        Decision.Excluded(index: mechanism.index(ticks: best.ticks), side: $0)
                    }
                    if values.isEmpty { return contradiction(best.ticks, findings, excluded) }
                }
            }
            for i in 0..<values.count { values[i].mass *= window.prior(of: values[i].ticks) }
            if !window.isLimited { findings.append(.noLimit) }
        } else {
            findings.append(.noAnchor)
        }
        var decision = settle(values, evidence, window)
        decision.findings = findings + decision.findings
        decision.excluded = excluded
        return decision
    }

    /// What each dial says in the frames.
    func evidence(_ frames: [[Position]], _ anchor: Anchor?) -> [DialEvidence] {
        let anchorTicks = anchor.map { mechanism.ticks(of: $0.index) }
        var aboveAllBlank = true
        var evidence: [DialEvidence] = []
        for (i, dial) in mechanism.dials.enumerated() {
            let positions = frames.map { $0[i] }
            let seen = positions.filter { !$0.isHidden }
            let isBlank = dial.kind == .segment && !seen.isEmpty && seen.allSatisfy { $0.none > 0.5 }
            // A nought below another digit is shown; only those above all others are left blank.
            let mayBeBlank = anchorTicks.map { mechanism.digit(i, of: $0).digit == 0 } ?? true
            aboveAllBlank = aboveAllBlank && isBlank && mayBeBlank
            var role = DialRole.plain
            if i + 1 == mechanism.dials.count {
                role = .lowest
            } else if aboveAllBlank {
                role = .blank
            } else if mechanism.dials[i + 1].kind == .needle {
                role = .aboveNeedle
            }
            evidence.append(DialEvidence(positions, dial, role: role))
        }
        return evidence
    }

    private func contradiction(_ ticks: Int64, _ findings: [Finding], _ excluded: Decision.Excluded?) -> Decision {
        var decision = Decision(
            index: mechanism.index(ticks: ticks), runnerUp: nil, confidence: 0, findings: findings)
        decision.excluded = excluded
        return decision
    }
}
