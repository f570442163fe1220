// A share leaves out what it should and nothing else, whatever the sink behind it does, and says so to the courier by its contract.

import Journal
import Metering
import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(5))) struct SharedSinkTests {
    private let folder = TemporaryFolder(inMemory: true)
    private let known = owners([
        RegisterName("a"), RegisterName("a", "t1"), RegisterName("b"), RegisterName("b", "t1"),
    ])

    private func journal(_ entries: [NewEntry], _ name: String = "journal.db") async throws -> (Journal, [Entry]) {
        let journal = try Journal.open(path: folder.file(name), device: "gw")
        try await journal.register(sinks: ["fake"])
        if !entries.isEmpty { try await journal.append(entries) }
        return (journal, try await journal.entries(after: 0, limit: .max).map(\.entry))
    }

    private func sink(
        _ inner: any Sink, _ rules: ShareRules, _ journal: Journal, _ pseudonyms: Pseudonyms? = nil
    ) -> SharedSink {
        SharedSink(
            inner, rules: rules, pseudonyms: pseudonyms, owners: known, journal: journal, zone: shareZone)
    }

    /// Entries of two meters with two registers each, over a day of 25 hours; the clock is put back a little now and then.
    private func entries(_ random: inout SeededRandom) -> [NewEntry] {
        var time: Int64 = 1_792_780_000_000 + .random(in: 0..<80_000_000, using: &random)
        let gap = [Int64(60_000), 600_000, 3_000_000, 40_000_000].randomElement(using: &random)!
        return (0..<Int.random(in: 1...60, using: &random)).map { _ in
            time += .random(in: -gap / 10...gap, using: &random)
            let kind = [
                "reading", "reading", "reading", "withheld", "event", "command", "index-set", "gap", "cost", "system",
            ]
            .randomElement(using: &random)!
            let meter = kind == "gap" ? "" : ["a", "b"].randomElement(using: &random)!
            if kind == "gap" {
                return NewEntry(
                    kind: kind, meter: "",
                    time: EntryTime(bootID: "b", monotonicMilliseconds: 1, wallMilliseconds: time, clock: .floor),
                    payload: Array(#"{"first_seq":1,"last_seq":2,"count":2,"reason":"budget"}"#.utf8))
            }
            let isCorrection = kind == "reading" && Int.random(in: 0..<8, using: &random) == 0
            return shared(
                kind, meter, ["main", "t1"].randomElement(using: &random)!, at: time,
                withdraws: isCorrection ? [time - 60_000] : [])
        }
    }

    private func rules(_ random: inout SeededRandom) -> ShareRules {
        var rules = ShareRules()
        if Bool.random(using: &random) { rules.meters = [["a"], ["b"], ["a", "b"]].randomElement(using: &random)! }
        if Bool.random(using: &random) {
            rules.kinds = ShareRules.Kind.allCases.filter { _ in Bool.random(using: &random) }
            if rules.kinds == [] { rules.kinds = [.readings] }
        }
        rules.resolution = [nil, .quarter, .hour, .day, .month].randomElement(using: &random)!
        return rules
    }

    @Test("400 random journals, rules and sinks: exactly what the rules let through goes, in order, and all is settled")
    func random() async throws {
        let seed = UInt64.random(in: 0 ... .max / 2)
        print("SharedSinkTests seed \(seed)")
        var (gone, left) = (0, 0)
        for number in 0..<400 {
            var random = SeededRandom(seed: seed + UInt64(number))
            let (journal, all) = try await journal(entries(&random), "\(number).db")
            let rules = rules(&random)
            let inner = MoodySink(random)
            let expected = expectedShare(all, rules)
            let size = Int.random(in: 1...20, using: &random)
            var stops = 0
            while case let batch = try await journal.pending(for: "fake", limit: size), let first = batch.first {
                // A new one each time: nothing is remembered from one to the next.
                do throws(UplinkError) {
                    let seq = try await sink(inner, rules, journal).deliver(batch, identity: journal.identity)
                    #expect(batch.contains { $0.seq == seq }, "seed \(seed + UInt64(number))")
                    try? await journal.settle("fake", through: seq)
                } catch {
                    // What the courier holds sinks to.
                    #expect(error.refusal?.seq == first.seq, "seed \(seed + UInt64(number))")
                    stops += 1
                    try #require(stops < 10_000)
                }
            }
            #expect(inner.taken == expected, "seed \(seed + UInt64(number)): \(rules)")
            #expect(Set(inner.given.map(\.seq)).isSubset(of: expected), "seed \(seed + UInt64(number))")
            gone += expected.count
            left += all.count - expected.count
            try await journal.close()
        }
        #expect(gone > 1_000 && left > 1_000, "\(gone) went and \(left) were left out")
    }

    @Test("a batch of which nothing goes is settled without the sink")
    func nothing() async throws {
        let (journal, all) = try await journal((0..<5).map { shared("event", "b", at: $0) })
        let inner = MoodySink(SeededRandom(seed: 1))
        let sink = sink(inner, ShareRules(meters: ["a"]), journal)
        #expect(try await sink.deliver(all, identity: journal.identity) == 5)
        #expect(inner.given.isEmpty)
    }

    @Test("an entry about no meter is not about one that is shared")
    func noMeter() async throws {
        let entry = NewEntry(
            kind: "event", meter: "",
            time: EntryTime(bootID: "b", monotonicMilliseconds: 1, wallMilliseconds: 2, clock: .synchronised),
            json: #"{"event":"clock-set"}"#)
        let (journal, all) = try await journal([entry])
        let inner = FakeSink()
        _ = try await sink(inner, ShareRules(meters: ["a"]), journal).deliver(all, identity: journal.identity)
        #expect(await inner.delivered.isEmpty)
        _ = try await sink(inner, ShareRules(kinds: [.events]), journal).deliver(all, identity: journal.identity)
        #expect(await inner.delivered == [1])
    }

    @Test("what goes without being changed goes byte by byte")
    func untouched() async throws {
        let (journal, all) = try await journal([
            shared("reading", "a", at: 5, more: #","text":"said of b, "# + #""more":1.50"#),
            shared("event", "a", at: 6),
        ])
        let inner = MoodySink(AlwaysLast())
        _ = try await sink(inner, ShareRules(meters: ["a", "b"], resolution: .day), journal)
            .deliver(all, identity: journal.identity)
        #expect(inner.given == all)
        #expect(inner.identities.withLock { $0 } == [journal.identity])
    }

    @Test("a reading that withdraws others goes whenever it comes, and says of them only when they were")
    func corrections() async throws {
        let (journal, all) = try await journal([
            shared("reading", "a", at: 1_000_000), shared("reading", "a", at: 1_001_000),
            shared("reading", "a", at: 1_002_000, withdraws: [1_000_000, 1_001_000]),
            shared("reading", "a", at: 1_003_000),
        ])
        let inner = MoodySink(AlwaysLast())
        _ = try await sink(inner, ShareRules(resolution: .day), journal).deliver(all, identity: journal.identity)
        #expect(inner.given.map(\.seq) == [1, 3])
        let payload = String(decoding: inner.given.last?.json ?? [], as: UTF8.self)
        #expect(
            payload.contains(
                #""withdraws":[{"captured_at":"1970-01-01T00:16:40Z"},{"captured_at":"1970-01-01T00:16:41Z"}]"#))
        #expect(payload.contains(#""index":"000.50""#))
    }

    @Test("an event of a shared meter loses what it says of others")
    func evidence() async throws {
        let evidence =
            #","evidence":[{"meter":"a","index":"1"},{"meter":"b","index":"2"}],"text":"more than at the other""#
        let (journal, all) = try await journal([
            shared("event", "a", at: 1, more: evidence), shared("event", "a", at: 2, more: #","text":"unlike b""#),
            shared("event", "a", at: 3, more: #","text":"dirty""#),
        ])
        let inner = MoodySink(AlwaysLast())
        _ = try await sink(inner, ShareRules(meters: ["a"]), journal).deliver(all, identity: journal.identity)
        let texts = inner.given.map { String(decoding: $0.json, as: UTF8.self) }
        #expect(texts[0].contains(#""evidence":[{"meter":"a","index":"1"}]}"#))
        #expect(!texts[0].contains("text") && !texts[1].contains("text"))
        #expect(texts[2].contains("dirty"))
    }

    @Test("under pseudonyms names are hashed, registers stay, and what may hold a name is left out")
    func veiled() async throws {
        let pseudonyms = Pseudonyms(secret: "secret")
        let name = try pseudonyms.pseudonym(of: "a")
        let (journal, all) = try await journal([
            shared(
                "reading", "a", "t1", at: 5, more: #","by":"Eve","unknown":["Eve"],"evidence":[{"meter":"a","x":1}]"#),
            shared("event", "a", at: 6), shared("index-set", "gone", "t2", at: 7),
            NewEntry(
                kind: "command", meter: "b.t1", time: all(at: 8), json: #"{"event":"command","text":"by Eve"}"#),
        ])
        let inner = MoodySink(AlwaysLast())
        let sink = sink(inner, ShareRules(), journal, pseudonyms)
        #expect(try await sink.deliver(all, identity: journal.identity) == 4)
        #expect(
            inner.identities.withLock { $0 } == [
                JournalIdentity(
                    device: try pseudonyms.pseudonym(of: "gw"),
                    journal: try pseudonyms.pseudonym(of: journal.identity.journal))
            ])
        #expect(
            inner.given.map(\.meter) == [
                name + ".t1", name, try pseudonyms.pseudonym(of: "gone") + ".t2",
                try pseudonyms.pseudonym(of: "b") + ".t1",
            ])
        #expect(
            String(decoding: inner.given[0].json, as: UTF8.self)
                == #"{"meter":"\#(name)","register":"t1","captured_at":"1970-01-01T00:00:00.005Z","index":"005.50","#
                + #""evidence":[{"meter":"\#(name)"}]}"#)
        #expect(String(decoding: inner.given[3].json, as: UTF8.self) == #"{"event":"command"}"#)
        #expect(try inner.given.allSatisfy { try $0.time.bootID == pseudonyms.pseudonym(of: "boot") })
    }

    private func all(at milliseconds: Int64) -> EntryTime {
        EntryTime(bootID: "boot", monotonicMilliseconds: 1, wallMilliseconds: milliseconds, clock: .synchronised)
    }

    @Test("under pseudonyms what is no JSON is hopeless, but only where it comes first")
    func hopeless() async throws {
        let broken = NewEntry(kind: "reading", meter: "a", time: all(at: 1), payload: Array("Eve".utf8))
        let (journal, all) = try await journal([shared("reading", "a", at: 0), broken])
        let inner = MoodySink(AlwaysLast())
        let sink = sink(inner, ShareRules(), journal, Pseudonyms(secret: "s"))
        #expect(try await sink.deliver(all, identity: journal.identity) == 1)
        await #expect(throws: UplinkError.badPayload(seq: 2)) {
            try await sink.deliver([all[1]], identity: journal.identity)
        }
        #expect(inner.given.map(\.seq) == [1])
    }

    @Test("everything else is the inner sink's own")
    func forwarded() async throws {
        let (journal, _) = try await journal([])
        let inner = MoodySink(AlwaysLast())
        let sink = sink(inner, ShareRules(), journal)
        try await sink.prepare()
        await sink.rest()
        await sink.close()
        #expect(inner.calls.withLock { $0 } == ["prepare", "rest", "close"])
        #expect(sink.name == "fake" && sink.traffic === inner.traffic)
    }
}

/// The largest number, always: with it a sink takes all.
struct AlwaysLast: RandomNumberGenerator {
    mutating func next() -> UInt64 { .max }
}
