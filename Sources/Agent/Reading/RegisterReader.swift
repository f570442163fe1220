// One register of a meter being read: what its dials show is held against its history, and becomes history.

import Metering
import Recognition

/// Decides about the frames of one register, one after another.
struct RegisterReader: Sendable {
    /// What was decided about one frame.
    struct Outcome {
        var decision: Decision
        var verdict: Verdict
        /// Accepted readings that it proves wrong.
        var withdrawn: [RegisterHistory.Known] = []
    }

    let card: RegisterCard
    /// The mechanism as the card has it.
    let mechanism: RegisterMechanism
    private(set) var history = RegisterHistory()
    /// What the accepted readings have taught about the mechanism.
    private(set) var habits: MechanismHabits
    /// What the frames since the last accepted one have left open.
    private var doubt: Doubt?

    /// A register that begins with the index on the card; or, `withoutHistory`, one that only learns the mechanism by it.
    init(card: RegisterCard, mechanism: RegisterMechanism, withoutHistory: Bool = false) {
        self.card = card
        self.mechanism = mechanism
        habits = MechanismHabits(of: mechanism)
        if let start = card.start, !withoutHistory { history.resume(from: start) }
    }

    /// Takes up readings that were accepted before this process began, oldest first, as far as they are later than the card.
    mutating func resume(from known: [RegisterHistory.Known]) {
        for reading in known { history.resume(from: reading) }
    }

    /// Takes up what earlier readings have taught.
    mutating func resume(_ habits: MechanismHabits) { self.habits = habits }

    /// Learns from what the dials show in the card's reference frame, if that is the index that the card begins with: then
    /// the index is known, and what the dials show beside it is the mechanism's.
    mutating func learn(reference positions: [Position]) {
        guard let decision = decision(reference: positions), !decision.findings.contains(.ambiguous) else { return }
        habits.learn(positions, decision, of: mechanism)
    }

    /// What the dials show in the card's reference frame, held against the index that the card begins with; nil if they show
    /// another one. Between that and the next a lowest dial on its way may leave the choice open.
    func decision(reference positions: [Position]) -> Decision? {
        guard let start = card.start else { return nil }
        var anchor = card.anchor(last: start, now: start.at)
        anchor.isProven = true
        // A lowest dial that sits off may show a little more.
        anchor.increaseMax = Index(units: 1, decimals: card.decimals)
        let decision = IndexDecoder(mechanism: mechanism).decode(positions, anchor: anchor)
        // A dial that is far off may seem to disagree; one that shows another digit does.
        let isShown = decision.disagreements.allSatisfy { $0.distance < Limits.startOffMax }
        let isPlain = decision.findings.allSatisfy { finding in
            if case .dialDisagrees = finding { true } else { finding == .ambiguous }
        }
        return isShown && isPlain ? decision : nil
    }

    /// Decides what the dials show in the frames of an instant, the newest last; `causes` say why some could not be read.
    /// `isOther` is asked whether the frames show print of another meter, where that would explain what they show: such a reading
    /// is none of this register's, and never counts against its history.
    mutating func read(
        _ frames: [[Position]], causes: [Reason] = [], at instant: Timestamp, isOther: () -> Bool = { false }
    ) -> Outcome {
        let decoder = IndexDecoder(mechanism: habits.applied(to: mechanism))
        guard let last = history.last else {
            return first(frames, decoder, causes: causes, at: instant)
        }
        let decision = decoder.decode(frames: frames, anchor: card.anchor(last: last, now: instant))
        let verdict = Verdict(decision, causes: causes)
        if mayBeOther(verdict), isOther() {
            return Outcome(decision: decision, verdict: verdict.ofOtherMeter)
        }
        if let index = verdict.index {
            doubt = nil
            history.accept(RegisterHistory.Known(index: index, at: instant))
            if verdict.quality == .accepted, let newest = frames.last { habits.learn(newest, decision, of: mechanism) }
        } else if decision.findings.contains(.contradictsHistory),
            let challenge = challenge(frames, decoder, at: instant),
            case .corrected(let withdrawn) = challenge.outcome
        {
            var verdict = Verdict(challenge.decision, causes: causes)
            if !withdrawn.isEmpty { verdict.markCorrected() }
            doubt = nil
            return Outcome(decision: challenge.decision, verdict: verdict, withdrawn: withdrawn)
        } else if verdict.reasons == [.ambiguous], let settled = follow(frames, after: last, at: instant, isOther) {
            return Outcome(decision: settled, verdict: Verdict(settled))
        }
        return Outcome(decision: decision, verdict: verdict)
    }

    /// Holds a doubtful frame against what earlier ones have left open; the decision, once only one story is left and it is this
    /// meter's.
    private mutating func follow(
        _ frames: [[Position]], after last: RegisterHistory.Known, at instant: Timestamp, _ isOther: () -> Bool
    ) -> Decision? {
        if let settled = doubt?.follow(frames, at: instant) {
            doubt = nil
            if isOther() { return nil }
            history.accept(settled.last)
            habits = settled.habits
            return settled.decision
        }
        if doubt?.isLost ?? true { doubt = Doubt(frames, after: last, at: instant, of: card, mechanism, habits) }
        return nil
    }

    /// Whether another meter would explain what was decided: an index that cannot follow, a dial that fits no index that can, or
    /// dials that show nothing though nothing hides them.
    private func mayBeOther(_ verdict: Verdict) -> Bool {
        if verdict.reasons.contains(.contradictsHistory) || verdict.reasons.contains(.dialDisagrees) { return true }
        let isHidden = verdict.reasons.contains { $0 == .occluded || $0 == .wet || $0 == .glare }
        return !isHidden && verdict.reasons.contains { $0 == .dialUnreadable || $0 == .nothingReadable }
    }

    /// Decides without any history: one frame alone cannot be sure of itself.
    private mutating func first(
        _ frames: [[Position]], _ decoder: IndexDecoder, causes: [Reason], at instant: Timestamp
    ) -> Outcome {
        guard let challenge = challenge(frames, decoder, at: instant) else {
            let decision = decoder.decode(frames: frames)
            var verdict = Verdict(decision, causes: causes)
            if card.first == .confirm { verdict.withhold() }
            return Outcome(decision: decision, verdict: verdict)
        }
        var verdict = Verdict(challenge.decision, causes: causes)
        if challenge.outcome == .waiting, card.first == .confirm { verdict.withhold() }
        return Outcome(decision: challenge.decision, verdict: verdict)
    }

    /// Holds the dials against the last challenger, or begins a challenge. Only what is plain to see counts: every dial
    /// readable, no other index nearly as likely.
    private mutating func challenge(
        _ frames: [[Position]], _ decoder: IndexDecoder, at instant: Timestamp
    ) -> (decision: Decision, outcome: RegisterHistory.Outcome)? {
        if let challenger = history.challenge.last {
            let decision = decoder.decode(frames: frames, anchor: card.anchor(last: challenger, now: instant))
            if let index = plain(decision) {
                let known = RegisterHistory.Known(index: index, at: instant)
                return (decision, history.challenge(with: known, follows: true, of: card))
            }
            if !decision.findings.contains(.contradictsHistory) { return nil }
        }
        let decision = decoder.decode(frames: frames)
        guard let index = plain(decision) else { return nil }
        let known = RegisterHistory.Known(index: index, at: instant)
        return (decision, history.challenge(with: known, follows: false, of: card))
    }

    private func plain(_ decision: Decision) -> Index? {
        let verdict = Verdict(decision)
        return verdict.reasons.allSatisfy { $0 == .noAnchor || $0 == .noLimit } ? verdict.index : nil
    }
}
