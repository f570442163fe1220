// What an explanation says, as journal and command line print it.

import Recognition
import Testing

@testable import Metering

@Suite struct ExplanationTests {
    private let mechanism = try! RegisterMechanism(
        dials: [1, 0].map { DialMechanism(kind: .segment, place: $0) })

    private func explanation(_ positions: [Float], before: Int64, most: Int64) -> String {
        let anchor = Anchor(
            index: Index(units: before, decimals: 0), increaseMax: Index(units: most, decimals: 0),
            jitter: Index(units: 0, decimals: 0))
        let seen = positions.map { Position(around: $0, spread: 0.1) }
        return Explanation(IndexDecoder(mechanism: mechanism).decode(seen, anchor: anchor)).object.text
    }

    @Test func aPlainReadingNamesItsIndexFirst() {
        let text = explanation([4, 2], before: 40, most: 5)
        #expect(text.hasPrefix(#"{"candidates":[{"index":"42","probability":0.9"#), "\(text)")
        #expect(!text.contains("excluded") && !text.contains("disagreements"))
    }

    @Test(arguments: [(60, "below the last index"), (2, "above what can have flowed")] as [(Int64, String)])
    func whatHistoryExcludesIsNamedWithTheLimit(before: Int64, limit: String) {
        let text = explanation([4, 2], before: before, most: 3)
        #expect(text.contains(#""excluded":{"index":"42","limit":"\#(limit)"}"#), "\(text)")
    }
}
