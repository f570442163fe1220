// The indices that a frame has left open, each followed through later frames as if it were true, with what the frames would then
// teach about the mechanism. A mechanism is the same at every place of its wheels, so a false story has to bend it further at
// each new place, and loses. A frame in which no wheel has come to a new place proves nothing.

import Metering
import Recognition

/// Stories that are told of one register until all but one are out of question.
struct Doubt: Sendable {
    /// One of the indices left open, and what has followed from it.
    private struct Story {
        /// How much further on it stands than the first one.
        var offset: Int64
        var last: RegisterHistory.Known
        var habits: MechanismHabits
        /// The logarithm of its probability, up to a number that all have in common.
        var weight: Float
    }

    /// The story that is left.
    struct Settled {
        var decision: Decision
        var last: RegisterHistory.Known
        var habits: MechanismHabits
    }

    private let card: RegisterCard
    private let mechanism: RegisterMechanism
    private var stories: [Story] = []
    /// Frames that were followed, and those since that could not be.
    private var followed = 0
    private var missed = 0

    /// What `frames` of `instant` leave open after the `last` accepted reading; nil where that is too much.
    init?(
        _ frames: [[Position]], after last: RegisterHistory.Known, at instant: Timestamp, of card: RegisterCard,
        _ mechanism: RegisterMechanism, _ habits: MechanismHabits
    ) {
        (self.card, self.mechanism) = (card, mechanism)
        let decoder = IndexDecoder(mechanism: habits.applied(to: mechanism))
        let open = decoder.stories(frames, anchor: card.anchor(last: last, now: instant))
        guard let newest = frames.last, let first = open.first else { return nil }
        for decision in open {
            guard let index = decision.index else { return nil }
            var story = Story(
                offset: decoder.ticks(from: first, to: decision),
                last: RegisterHistory.Known(index: index, at: instant), habits: habits,
                weight: Elementary.log(decision.confidence))
            // Its probability says already how well this frame fits.
            story.habits.learn(newest, decision, of: mechanism)
            stories.append(story)
        }
    }

    /// True when too many frames have come that could not be followed: what is left open must be asked anew.
    var isLost: Bool { missed >= Limits.storyMissedMax }

    /// Follows all stories through the frames of an instant. The one that is left, once there is only one.
    mutating func follow(_ frames: [[Position]], at instant: Timestamp) -> Settled? {
        guard let newest = frames.last, let leader = stories.max(by: { $0.weight < $1.weight }) else { return nil }
        let anchor = card.anchor(last: leader.last, now: instant)
        guard isApart(anchor) else {
            missed = Limits.storyMissedMax
            return nil
        }
        let decoder = IndexDecoder(mechanism: leader.habits.applied(to: mechanism))
        let decision = decoder.decode(frames: frames, anchor: anchor)
        guard Verdict(decision).quality == .accepted else {
            missed += 1
            return nil
        }
        (followed, missed) = (followed + 1, 0)
        for i in stories.indices {
            let own = decoder.moved(decision, by: stories[i].offset - leader.offset)
            guard let index = own.index else { continue }
            stories[i].last = RegisterHistory.Known(index: index, at: instant)
            stories[i].weight += stories[i].habits.weigh(newest, own, of: mechanism)
        }
        return settled(decision, leader.offset)
    }

    /// True when no story can have run on to where another one stands, so that all move alike.
    private func isApart(_ anchor: Anchor) -> Bool {
        guard let increase = anchor.increaseMax else { return false }
        let decrease = anchor.decreaseMax.map { mechanism.ticks(of: $0) } ?? 0
        let reach = mechanism.ticks(of: increase) + decrease + Limits.storyMargin
        let offsets = stories.map(\.offset).sorted()
        return zip(offsets, offsets.dropFirst()).allSatisfy { $1 - $0 > reach }
    }

    /// The story that is left, if that is the one that the frame was decoded with.
    private func settled(_ decision: Decision, _ offset: Int64) -> Settled? {
        guard followed >= card.healAfter, let best = stories.max(by: { $0.weight < $1.weight }), best.offset == offset
        else { return nil }
        let all = stories.reduce(0) { $0 + Elementary.exp($1.weight - best.weight) }
        guard 1 - 1 / all <= Limits.storyDoubtMax else { return nil }
        var decision = decision
        decision.confidence = min(decision.confidence, 1 / all)
        return Settled(decision: decision, last: best.last, habits: best.habits)
    }
}
