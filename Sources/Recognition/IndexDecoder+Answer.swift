// The end of decoding: one answer out of the values that are left, its probability, its rival, and what speaks against it.

extension IndexDecoder {
    /// The answer among `values`, whose masses are posterior.
    func settle(_ values: [IndexSearch.Partial], _ evidence: [DialEvidence], _ window: DecodingWindow?) -> Decision {
        guard var best = values.first else {
            return Decision(index: nil, runnerUp: nil, confidence: 0, findings: [.ambiguous])
        }
        for value in values where value.mass > best.mass { best = value }
        let published = mechanism.index(ticks: best.ticks)
        let same: Int64 = mechanism.isContinuous ? 10 : 0
        var sameMass: Float = 0
        var otherMass: Float = 0
        var moment: Float = 0
        var rival: IndexSearch.Partial?
        for value in values {
            let offset = circular(value.ticks - best.ticks)
            if abs(offset) <= same {
                sameMass += value.mass
                moment += value.mass * Float(offset)
            } else if mechanism.index(ticks: value.ticks) == published {
                sameMass += value.mass
            } else {
                otherMass += value.mass
                if value.mass > rival?.mass ?? 0 { rival = value }
            }
        }
        let all = sameMass + otherMass
        // What lies around the rival is the rival too, as far as it is not the answer.
        var rivalMass: Float = 0
        for value in values {
            guard let rival, abs(circular(value.ticks - rival.ticks)) <= same else { continue }
            let isAnswer =
                abs(circular(value.ticks - best.ticks)) <= same || mechanism.index(ticks: value.ticks) == published
            if !isAnswer { rivalMass += value.mass }
        }
        let centre = best.ticks + Int64((moment / sameMass).rounded())
        let ticks = asSeen(centre, evidence)
        let index = mechanism.index(ticks: window?.heldUp(ticks) ?? ticks)
        let confidence = sameMass / all
        var decision = Decision(
            index: index, runnerUp: rival.map { mechanism.index(ticks: $0.ticks) }, confidence: confidence, findings: []
        )
        decision.ticks = ticks
        decision.candidates = [Candidate(index: index, probability: confidence)]
        if let other = decision.runnerUp {
            decision.candidates.append(Candidate(index: other, probability: min(rivalMass / all, 1 - confidence)))
        }
        decision.disagreements = disagreements(evidence, ticks: best.ticks)
        decision.findings = decision.disagreements.map { .dialDisagrees($0.dial) }
        let certainty = Certainty(window)
        if confidence < certainty.confidenceMin || rivalMass > certainty.rivalMax * all {
            decision.findings.append(.ambiguous)
        }
        return decision
    }

    /// `ticks` with the last place as the lowest dial shows it, cut and not rounded; what the dials above say of it
    /// is coarser.
    func asSeen(_ ticks: Int64, _ evidence: [DialEvidence]) -> Int64 {
        let wrapped = (ticks + mechanism.capacity) % mechanism.capacity
        guard mechanism.isContinuous, let seen = evidence[evidence.count - 1].seen else { return wrapped }
        // Half a thousandth up: what was rounded to a hundredth must not lose a tenth.
        let tenths = Int64((seen * 10 + 0.05).rounded(.down)) % 100
        var offset = tenths - wrapped % 100
        if offset > 50 { offset -= 100 }
        if offset < -50 { offset += 100 }
        guard abs(offset) <= 10 else { return wrapped }
        return (wrapped + offset + mechanism.capacity) % mechanism.capacity
    }

    /// The readable dials whose picture excludes the value.
    private func disagreements(_ evidence: [DialEvidence], ticks: Int64) -> [Disagreement] {
        var found: [Disagreement] = []
        var driver: Float?
        for dial in (0..<evidence.count).reversed() {
            let (digit, fraction) = mechanism.digit(dial, of: ticks)
            let (likelihood, moment) = evidence[dial].stands(fraction: fraction, driver: driver)
            let position = Float(digit) + moment[digit] / likelihood[digit]
            if let seen = evidence[dial].seen, evidence[dial].contradicts(likelihood[digit]) {
                found.append(Disagreement(dial: dial, seen: seen, expected: DialEvidence.wrapped(position)))
            }
            driver = position
        }
        return found.reversed()
    }

    func circular(_ difference: Int64) -> Int64 {
        let capacity = mechanism.capacity
        if difference > capacity / 2 { return difference - capacity }
        if difference < -capacity / 2 { return difference + capacity }
        return difference
    }
}
