// One reading at a time, one behind it, none too early.

import Capture
import Testing

@Suite("The queue of readings")
struct TriggerQueueTests {
    @Test("is idle until something wants a reading")
    func idle() {
        var queue = TriggerQueue(distance: 100)
        #expect(queue.next(at: 0) == .idle)
        queue.add(.demand, at: 5)
        #expect(queue.next(at: 6) == .begin(TriggerRequest(.demand, since: 5)))
        #expect(queue.next(at: 6) == .busy)
        queue.finish()
        #expect(queue.next(at: 500) == .idle)
    }

    @Test("keeps one reading behind the one in progress, with all that wanted it")
    func behind() {
        var queue = TriggerQueue(distance: 0)
        queue.add(.start, at: 0)
        _ = queue.next(at: 0)
        queue.add(.edge(line: "reed"), at: 1)
        queue.add(.pulses(2), at: 2)
        queue.add(.pulses(2), at: 3)
        #expect(queue.next(at: 4) == .busy)
        queue.finish()
        guard case .begin(let request) = queue.next(at: 5) else {
            Issue.record("nothing begins")
            return
        }
        #expect(request.causes == [.edge(line: "reed"), .pulses(4)] && request.since == 1)
        queue.finish()
        #expect(queue.next(at: 6) == .idle)
    }

    @Test("lets what comes too early wait, counted from the beginning of the reading before")
    func distance() {
        var queue = TriggerQueue(distance: 100)
        queue.add(.demand, at: 1000)
        _ = queue.next(at: 1000)
        queue.finish()
        queue.add(.demand, at: 1010)
        #expect(queue.next(at: 1010) == .wait(milliseconds: 90))
        queue.add(.edge(line: "a"), at: 1050)
        #expect(queue.next(at: 1099) == .wait(milliseconds: 1))
        guard case .begin(let request) = queue.next(at: 1100) else {
            Issue.record("nothing begins")
            return
        }
        #expect(request.causes == [.demand, .edge(line: "a")])
    }

    @Test("loses no cause and keeps the distance, whatever comes when")
    func random() {
        let seed = UInt64.random(in: 0 ... .max >> 1)
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            var queue = TriggerQueue(distance: Int64(random.choice(500)))
            var (given, taken, now) = (0, 0, Int64(0))
            var begun: Int64?
            for _ in 0..<200 {
                now += Int64(random.choice(200))
                let count = 1 + random.choice(3)
                queue.add(.pulses(count), at: now)
                given += count
                if random.choice(2) == 0 { queue.finish() }
                guard case .begin(let request) = queue.next(at: now) else { continue }
                #expect(begun.map { now - $0 >= queue.distance } ?? true, "seed \(seed)")
                begun = now
                for case .pulses(let count) in request.causes { taken += count }
            }
            for case .pulses(let count) in queue.waiting?.causes ?? [] { taken += count }
            #expect(given == taken, "seed \(seed)")
        }
    }
}
