// Causes that are merged.

import Capture
import Testing

@Suite("A reading that is wanted")
struct TriggerRequestTests {
    private func slot(_ number: Int64) -> Trigger { .schedule(DueSlot(slot: .uptime(number))) }

    @Test("remembers every cause once and adds up pulses")
    func merged() {
        var request = TriggerRequest(.pulses(2), since: 7)
        for cause in [Trigger.demand, .pulses(3), .edge(line: "a"), .demand, .edge(line: "b"), slot(1)] {
            request.merge(cause)
        }
        #expect(request.causes == [.pulses(5), .demand, .edge(line: "a"), .edge(line: "b"), slot(1)])
        #expect(request.since == 7 && request.unnamed == 0)
        #expect(request.slots.map(\.slot) == [.uptime(1)])
        #expect(request.text == "5 pulses; on demand; edge on a; edge on b; slot uptime 1 ms")
        request.merge(.pulses(.max))
        #expect(request.causes[0] == .pulses(.max))
    }

    @Test("is bounded, counts what it does not name and always names the newest slot")
    func bounded() {
        var request = TriggerRequest(.demand, since: 0)
        for number in 1...100 { request.merge(slot(Int64(number))) }
        #expect(request.causes.count == Limits.causesMax)
        #expect(request.unnamed == 101 - Limits.causesMax)
        #expect(request.slots.last?.slot == .uptime(100))
        #expect(request.text.hasSuffix("; and 85 more"))
        var edges = TriggerRequest(.demand, since: 0)
        for number in 1...30 { edges.merge(.edge(line: "\(number)")) }
        edges.merge(slot(9))
        #expect(edges.slots.map(\.slot) == [.uptime(9)] && edges.causes.count == Limits.causesMax)
    }
}
