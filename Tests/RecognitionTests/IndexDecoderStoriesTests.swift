// What a doubtful frame leaves open.

import Testing

@testable import Recognition

@Suite struct IndexDecoderStoriesTests {
    private let mechanism = try! RegisterMechanism(
        dials: [2, 1, 0].map { DialMechanism(kind: .wheel, place: $0) } + [DialMechanism(kind: .needle, place: -1)])
    private let anchor = Anchor(
        index: Index(units: 4700, decimals: 1), increaseMax: Index(units: 290, decimals: 1),
        jitter: Index(units: 3, decimals: 1))
    /// Hundreds, tens, units and tenths: the tens wheel may be an early 8 at its beginning, or a 9 that stands too low.
    private let doubtful: [Float] = [4, 8.6, 8, 3.4]

    private func stories(_ values: [Float], _ anchor: Anchor) -> [Decision] {
        IndexDecoder(mechanism: mechanism).stories(
            [values.map { Position(around: $0, spread: 0.1) }], anchor: anchor)
    }

    @Test func aWheelBetweenTwoDigitsLeavesBothOpen() {
        let stories = stories(doubtful, anchor)
        #expect(Set(stories.map { $0.index?.units }) == [4883, 4983], "\(stories)")
        #expect(stories.allSatisfy { $0.findings.isEmpty && $0.ticks != nil })
        #expect(zip(stories, stories.dropFirst()).allSatisfy { $0.confidence >= $1.confidence })
        #expect(stories.reduce(0) { $0 + $1.confidence } > 0.99)
    }

    @Test func whatIsPlainLeavesNothingOpen() {
        var narrow = anchor
        narrow.index.units = 4810
        narrow.increaseMax?.units = 60
        #expect(stories([4, 8, 2, 3.4], narrow).isEmpty)
    }

    @Test func withoutALimitOrADialThereAreNoStories() {
        var unlimited = anchor
        unlimited.increaseMax = nil
        #expect(stories(doubtful, unlimited).isEmpty)
        var positions = doubtful.map { Position(around: $0, spread: 0.1) }
        positions[0] = .unreadable
        #expect(IndexDecoder(mechanism: mechanism).stories([positions], anchor: anchor).isEmpty)
    }

    @Test func aStoryMovesAroundTheRegister() {
        let decoder = IndexDecoder(mechanism: mechanism)
        let stories = stories(doubtful, anchor)
        guard stories.count == 2 else {
            Issue.record("\(stories)")
            return
        }
        let apart = decoder.ticks(from: stories[0], to: stories[1])
        #expect(abs(apart) == 1000)
        #expect(decoder.moved(stories[0], by: apart).index == stories[1].index)
        #expect(decoder.ticks(from: stories[0], to: decoder.moved(stories[0], by: 99_000)) == -1000)
    }
}
