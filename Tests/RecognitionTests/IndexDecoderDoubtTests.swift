// What may not mislead the decoder: dials that lie, frames that repeat themselves, displays that sleep.

import Testing

@testable import Recognition

private func seen(_ value: Float) -> Position { Position(around: value, spread: 0.12) }

private func index(_ units: Int64, _ decimals: Int = 3) -> Index { Index(units: units, decimals: decimals) }

@Suite struct IndexDecoderDoubtTests {
    private let mechanism = try! RegisterMechanism(
        dials: [2, 1, 0].map { DialMechanism(kind: .wheel, place: $0) }
            + [-1, -2, -3].map { DialMechanism(kind: .needle, place: $0) })
    /// 472.538
    private let honest: [Float] = [4, 7, 2, 5.38, 3.8, 8.2]

    private func anchor(_ units: Int64, plus: Int64, isProven: Bool = false) -> Anchor {
        Anchor(index: index(units), increaseMax: index(plus), jitter: index(3), isProven: isProven)
    }

    private func isPublished(_ decision: Decision) -> Bool {
        decision.index != nil
            && !decision.findings.contains { [.ambiguous, .contradictsHistory, .nothingReadable].contains($0) }
    }

    /// The window is narrower than a position of the dial that lies.
    @Test(arguments: 0..<5, 1..<10) func aDialThatLiesIsOverruledOrTheIndexWithheld(dial: Int, by digits: Int) {
        var positions = honest.map(seen)
        positions[dial] = seen((honest[dial] + Float(digits)).truncatingRemainder(dividingBy: 10))
        let plus: Int64 = dial < 3 ? 200 : dial == 3 ? 60 : 6
        for isProven in [false, true] {
            let decision = IndexDecoder(mechanism: mechanism).decode(
                positions, anchor: anchor(472_536, plus: plus, isProven: isProven))
            if isPublished(decision) { #expect(decision.index == index(472_538), "\(decision)") }
        }
    }

    @Test func aProvenHistoryOverrulesOneDialAndAnUnprovenOneDoesNot() {
        let positions = [4, 2, 2, 5.38, 3.8, 8.2].map(seen)
        let decoder = IndexDecoder(mechanism: mechanism)
        let proven = decoder.decode(positions, anchor: anchor(472_530, plus: 200, isProven: true))
        #expect(proven.index == index(472_538))
        #expect(proven.findings == [.dialDisagrees(1)])
        #expect(proven.disagreements.first.map { abs($0.seen - 2) < 0.1 && abs($0.expected - 7) < 0.1 } == true)
        let typed = decoder.decode(positions, anchor: anchor(472_530, plus: 200))
        #expect(typed.findings.contains(.contradictsHistory))
        #expect(typed.excluded?.side == .above || typed.excluded?.side == .below)
    }

    @Test func framesWithGlareAtDifferentPlacesCompleteEachOther() {
        var first = honest.map(seen)
        var second = honest.map(seen)
        first[1] = .unreadable
        second[3] = .unreadable
        let decision = IndexDecoder(mechanism: mechanism).decode(
            frames: [first, second], anchor: anchor(472_500, plus: 100))
        #expect(decision.index == index(472_538))
        #expect(decision.findings.isEmpty, "\(decision)")
    }

    @Test func theSameFrameAgainProvesNothing() {
        let doubtful = [4, 7, 2.3, 5.1, 3.5, 8.2].map(seen)
        let decoder = IndexDecoder(mechanism: mechanism)
        let once = decoder.decode(doubtful)
        let often = decoder.decode(frames: [[Position]](repeating: doubtful, count: 9))
        #expect(abs(once.confidence - often.confidence) < 0.002, "\(once.confidence), \(often.confidence)")
    }

    @Test func framesThatContradictEachOtherAreWithheld() {
        var other = honest
        other[0] = 9
        let decision = IndexDecoder(mechanism: mechanism).decode(frames: [honest.map(seen), other.map(seen)])
        #expect(!isPublished(decision), "\(decision)")
    }

    @Test func blankDigitsAboveTheFirstAreZeros() throws {
        let display = try RegisterMechanism(dials: (0..<5).reversed().map { DialMechanism(kind: .segment, place: $0) })
        let decoder = IndexDecoder(mechanism: display)
        let shown: [Position] = [.unreadable, .unreadable, seen(7), seen(0), seen(4)]
        let decision = decoder.decode(shown)
        #expect(decision.index == index(704, 0))
        #expect(decision.findings == [.noAnchor], "\(decision)")
        let gap = decoder.decode([seen(1), .unreadable, seen(7), seen(0), seen(4)])
        #expect(gap.findings.contains(.dialUnreadable(1)) && gap.findings.contains(.ambiguous))
        let asleep = decoder.decode([Position](repeating: .unreadable, count: 5))
        #expect(asleep.findings.contains(.nothingReadable))
        #expect(asleep.index == nil)
    }

    @Test func backFlowIsReadOnlyWhereItIsAllowed() {
        let decoder = IndexDecoder(mechanism: mechanism)
        var anchor = anchor(472_600, plus: 100)
        #expect(!isPublished(decoder.decode(honest.map(seen), anchor: anchor)))
        anchor.decreaseMax = index(100)
        let decision = decoder.decode(honest.map(seen), anchor: anchor)
        #expect(decision.index == index(472_538))
        #expect(isPublished(decision), "\(decision)")
    }

    @Test func aLimitOfHalfATurnIsNone() {
        let decision = IndexDecoder(mechanism: mechanism).decode(
            honest.map(seen), anchor: anchor(472_500, plus: 600_000))
        #expect(decision.findings.contains(.noLimit))
    }
}
