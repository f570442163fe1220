import Journal
import Metering
import Recognition
import TestSupport
import Testing

@testable import Uplink

@Suite struct SeriesStateTests {
    private func state(_ entries: [Entry]) -> SeriesState {
        var state = SeriesState()
        for entry in entries { _ = state.note(entry) }
        return state
    }

    @Test("a new index comes with its difference, its rate per minute and what the dials showed")
    func advances() {
        let state = state([
            reading(1, "662.90", minute: 0),
            reading(2, "663.15", minute: 10, positions: [0.2, 6.1, 6.0, 3.4, nil, 5.9]),
        ])
        #expect(state.index == "663.15")
        #expect(state.previous == "662.90")
        #expect(state.change == "0.25")
        #expect(state.rate == "0.025000")
        #expect(state.raw == "0663.N5")
        #expect(state.reasons.isEmpty)
    }

    @Test("a lower index is held back until the register has passed what was told, and it says so")
    func holdsBack() {
        var state = state([reading(1, "100.0", minute: 0)])
        #expect(state.note(reading(2, "90.0", minute: 10, reasons: ["corrected"])) == .remark)
        #expect(state.index == "100.0")
        #expect(state.reasons == ["corrected", "lower-than-sent"])
        #expect(state.note(reading(3, "99.9", minute: 20)) == .remark)
        #expect(state.reasons == ["lower-than-sent"])
        #expect(state.note(reading(4, "100.1", minute: 30)) == .advanced)
        #expect(state.index == "100.1")
        #expect(state.reasons.isEmpty)
    }

    @Test("an old reading that comes late changes nothing")
    func late() {
        var state = state([reading(1, "100.0", minute: 10)])
        #expect(state.note(reading(2, "99.0", minute: 5)) == .none)
        #expect(state.note(reading(2, "100.0", minute: 5)) == .none)
        #expect(state.note(reading(1, "100.0", minute: 10)) == .none)
        #expect(state.reasons.isEmpty)
        #expect(state.note(reading(3, "100.0", minute: 11)) == .advanced)
    }

    @Test("a withheld reading changes the reasons and nothing else")
    func withheld() {
        let before = state([reading(1, "100.0", minute: 10)])
        var after = before
        #expect(after.note(reading(2, nil, minute: 20, reasons: ["glare", "ambiguous"])) == .remark)
        #expect(after.note(reading(3, nil, minute: 30, reasons: ["glare", "ambiguous"])) == .none)
        #expect(after.reasons == ["glare", "ambiguous"])
        #expect((after.index, after.at) == (before.index, before.at))
    }

    @Test("what nothing confirms is not told")
    func unconfirmed() {
        let state = state([reading(1, "900.0", minute: 10, reasons: ["no-anchor"])])
        #expect(state.index == nil)
        #expect(state.reasons == ["no-anchor"])
    }

    @Test("an exchanged meter begins anew, and its predecessor is past")
    func exchanged() {
        var state = state([reading(1, "100.0", minute: 0), reading(2, "3.0", minute: 10, exchanges: 1)])
        #expect(state.index == "3.0")
        #expect(state.exchanges == 1)
        #expect(state.change == nil && state.previous == nil && state.rate == nil)
        #expect(state.note(reading(3, "101.0", minute: 20)) == .none)
        #expect(state.index == "3.0")
    }

    @Test("a time that was put right is the one that is told")
    func restamped() {
        let noted = reading(1, "100.0", minute: 0)
        let state = state([Entry(seq: 1, content: noted.content, restamped: noted.time.wallMilliseconds + 5)])
        #expect(state.at == noted.time.wallMilliseconds + 5)
    }

    @Test("whatever comes, what is told of one meter never falls")
    func neverFalls() {
        let seed = UInt64.random(in: .min ... .max)
        print("SeriesStateTests seed \(seed)")
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            var state = SeriesState()
            var told: [Int: Index] = [:]
            for seq in 1...100 as ClosedRange<Int64> {
                let decimals = Int.random(in: 0...4, using: &random)
                let index = Index(units: .random(in: 0...99_999, using: &random), decimals: decimals)
                let entry = reading(
                    seq, Bool.random(using: &random) ? index.text : nil, minute: .random(in: 0...1_000, using: &random),
                    exchanges: Int.random(in: 0...50, using: &random) / 50)
                guard state.note(entry) == .advanced, let text = state.index, let now = Index(text) else { continue }
                if let last = told[state.exchanges] { #expect(!(now < last), "seed \(seed)") }
                told[state.exchanges] = now
            }
        }
    }

    @Test("what is no reading, or none that can be read, is nothing")
    func nothing() {
        var state = SeriesState()
        #expect(state.note(samples(1...1)[0]) == .none)
        let event = NewEntry(kind: "event", meter: "gas", time: sample(1).time, payload: Array("{}".utf8))
        #expect(state.note(Entry(seq: 1, content: event)) == .none)
        let broken = NewEntry(kind: "reading", meter: "gas", time: sample(1).time, payload: Array("{".utf8))
        #expect(state.note(Entry(seq: 1, content: broken)) == .none)
    }
}
