// Levels out of bouncing edges, whenever they are looked at.

import Testing

@testable import Capture

@Suite struct DebouncerTests {
    private let ms: UInt64 = 1_000_000

    /// The changes that edges (level, milliseconds) make, looked at once at the end.
    private func changes(_ edges: [(Bool, UInt64)], quiet: UInt64 = 10, until end: UInt64 = 10_000) -> [Bool] {
        var debouncer = Debouncer(quiet: quiet * ms, level: false)
        var changes = edges.compactMap { debouncer.add($0.0, at: $0.1 * ms) }
        if let last = debouncer.settle(at: end * ms) { changes.append(last) }
        return changes
    }

    @Test func aPressThatBouncesIsOne() {
        #expect(
            changes([(true, 100), (false, 101), (true, 103), (false, 104), (true, 105), (false, 300)]) == [true, false])
        // And at its release.
        #expect(changes([(true, 100), (false, 200), (true, 202), (false, 203)]) == [true, false])
    }

    @Test func whatDoesNotLastIsNothing() {
        #expect(changes([(true, 100), (false, 105)]) == [])
        #expect(changes([(true, 100), (false, 110)]) == [true, false])
    }

    @Test func withoutQuietEveryEdgeCounts() {
        #expect(changes([(true, 100), (false, 101), (true, 102)], quiet: 0) == [true, false, true])
    }

    @Test func lateLooksLoseNothing() {
        // A thousand pulses that nobody looked at until the end.
        let edges = (0..<1000).flatMap { [(true, UInt64($0) * 60), (false, UInt64($0) * 60 + 30)] }
        #expect(changes(edges, until: 100_000).filter(\.self).count == 1000)
    }

    @Test func itSaysWhenToLookAgain() {
        var debouncer = Debouncer(quiet: 10 * ms, level: false)
        #expect(debouncer.due == nil)
        _ = debouncer.add(true, at: 100 * ms)
        #expect(debouncer.due == 110 * ms)
        #expect(debouncer.settle(at: 109 * ms) == nil)
        #expect(debouncer.settle(at: 110 * ms) == true)
        #expect(debouncer.due == nil)
    }
}
