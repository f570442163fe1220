// What a doubtful frame leaves open: a few indices, units of some wheel apart, each of which tells another story of how the
// wheels are carried. Later frames, which every story must explain with the same mechanism, tell which one is true.

extension IndexDecoder {
    /// The share of all probability that may lie outside the stories told.
    private static let untoldMax: Float = 0.005
    /// Values no further apart, in ticks, are one story: what gears leave open is a whole unit of a wheel.
    private static let sameStory: Int64 = 20

    /// The indices that frames of one moment leave open, the likeliest first, each with its probability as its confidence.
    /// Empty where history does not limit them, where a dial cannot be read, and where it is too many or only one.
    public func stories(_ frames: [[Position]], anchor: Anchor) -> [Decision] {
        precondition(frames.allSatisfy { $0.count == mechanism.dials.count })
        let window = DecodingWindow(anchor, mechanism)
        guard window.isLimited, mechanism.isContinuous else { return [] }
        let evidence = evidence(frames, anchor)
        guard !evidence.contains(where: { $0.isUnreadable }) else { return [] }
        var values = IndexSearch(mechanism: mechanism, evidence: evidence, window: window).run().values
        for i in 0..<values.count { values[i].mass *= window.prior(of: values[i].ticks) }
        values.sort { $0.mass > $1.mass }
        let all = values.reduce(0) { $0 + $1.mass }
        var stories = IndexDecoder.gathered(values) { abs(circular($0 - $1)) <= IndexDecoder.sameStory }
        stories.sort { $0.mass > $1.mass }
        var told: Float = 0
        let needed = stories.prefix { story in
            defer { told += story.mass }
            return all - told > IndexDecoder.untoldMax * all
        }
        guard (2...Limits.storiesMax).contains(needed.count) else { return [] }
        return needed.map { story in
            let ticks = asSeen(story.ticks, evidence)
            var decision = Decision(
                index: mechanism.index(ticks: window.heldUp(ticks)), runnerUp: nil, confidence: story.mass / all,
                findings: [])
            decision.ticks = ticks
            return decision
        }
    }

    /// How much further on the register's circle `b` stands than `a`, in tenths of a position of the lowest dial.
    public func ticks(from a: Decision, to b: Decision) -> Int64 {
        guard let a = a.ticks, let b = b.ticks else { return 0 }
        return circular(b - a)
    }

    /// The same reading in a story that stands `ticks` further on.
    public func moved(_ decision: Decision, by ticks: Int64) -> Decision {
        var moved = decision
        let capacity = mechanism.capacity
        func further(_ value: Int64) -> Int64 { ((value + ticks) % capacity + capacity) % capacity }
        moved.ticks = decision.ticks.map(further)
        moved.index = decision.index.map { mechanism.index(ticks: further(mechanism.ticks(of: $0))) }
        return moved
    }

    /// `values`, the likeliest first, gathered around the likeliest of each story.
    private static func gathered(
        _ values: [IndexSearch.Partial], isSame: (Int64, Int64) -> Bool
    ) -> [(ticks: Int64, mass: Float)] {
        var stories: [(ticks: Int64, mass: Float)] = []
        for value in values {
            if let known = stories.firstIndex(where: { isSame($0.ticks, value.ticks) }) {
                stories[known].mass += value.mass
            } else {
                stories.append((value.ticks, value.mass))
            }
        }
        return stories
    }
}
