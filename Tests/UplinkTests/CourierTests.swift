// The courier with a sink that does what it is told. Where a test needs that nothing happens by itself, the pauses are an hour.

import Journal
import Synchronization
import TestSupport
import Testing

@testable import Uplink

/// Collects the states a courier reports.
final class States: Sendable {
    private let list = Mutex<[CourierState]>([])
    private let past = Mutex<[SetPast]>([])
    var all: [CourierState] { list.withLock { $0 } }
    var report: @Sendable (CourierState) -> Void {
        { state in self.list.withLock { $0.append(state) } }
    }
    var setPast: [SetPast] { past.withLock { $0 } }
    var reportSetPast: @Sendable (SetPast) -> Void {
        { entry in self.past.withLock { $0.append(entry) } }
    }
}

@Suite(.timeLimit(.minutes(3))) struct CourierTests {
    private let folder = TemporaryFolder()
    private let states = States()

    private func journal(entries: Int) async throws -> Journal {
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["fake"])
        for number in 0..<entries { try await journal.append(sample(number + 1)) }
        return journal
    }

    private func patientLimits() -> UplinkLimits {
        var limits = UplinkLimits()
        limits.firstPause = .seconds(3_600)
        limits.longestPause = .seconds(3_600)
        limits.idleCheck = .seconds(3_600)
        return limits
    }

    private func start(_ journal: Journal, _ sink: any Sink, _ limits: UplinkLimits) -> Task<Void, any Error> {
        let courier = Courier(
            journal: journal, sink: sink, limits: limits, onStateChange: states.report, onSetPast: states.reportSetPast)
        return Task { try await courier.run() }
    }

    @Test("everything pending is delivered in order and settled, batch by batch")
    func delivers() async throws {
        let journal = try await journal(entries: 50)
        let sink = FakeSink(most: 7)
        let run = start(journal, sink, patientLimits())
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        #expect(await sink.delivered == Array(1...50))
        run.cancel()
        try await run.value
        #expect(states.all == [.connected])
        #expect(await sink.isClosed)
    }

    @Test("a new entry is taken at once, not at the next look")
    func wakes() async throws {
        let journal = try await journal(entries: 0)
        let sink = FakeSink()
        let run = start(journal, sink, patientLimits())
        try await eventually("idle") { states.all == [.connected] }
        for number in 1...3 {
            try await journal.append(sample(number))
            try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        }
        run.cancel()
        try await run.value
    }

    /// Closed until it is opened; notes what it is told.
    private final class TestGate: CourierGate {
        let answer = Mutex(GateAnswer.closed(reason: "night", isTrouble: false, wait: .seconds(3_600)))
        let drains = Mutex(0)
        func look() async -> GateAnswer { answer.withLock { $0 } }
        func drained() async { drains.withLock { $0 += 1 } }
    }

    @Test("a closed gate holds everything, an open one lets it through and learns when it is all through")
    func gate() async throws {
        let journal = try await journal(entries: 3)
        let (sink, gate) = (FakeSink(), TestGate())
        let courier = Courier(
            journal: journal, sink: sink, gate: gate, limits: patientLimits(), onStateChange: states.report,
            onSetPast: states.reportSetPast)
        let run = Task { try await courier.run() }
        try await eventually("resting") { states.all == [.resting(reason: "night")] }
        try await eventually("rested") { await sink.rests > 0 }
        #expect(await sink.attempts == 0)
        gate.answer.withLock { $0 = .open }
        try await journal.append(sample(4))
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        try await eventually("told") { gate.drains.withLock { $0 } == 1 }
        #expect(states.all == [.resting(reason: "night"), .connected])
        run.cancel()
        try await run.value
    }

    @Test("an entry that is refused for good five times is set aside with the answer; the others arrive")
    func poison() async throws {
        var limits = UplinkLimits()
        (limits.firstPause, limits.longestPause) = (.milliseconds(1), .milliseconds(1))
        let journal = try await journal(entries: 3)
        let answer = UplinkError.refused(endpoint: "e", seq: 1, topic: "t", reason: "too long")
        let sink = FakeSink(failures: Array(repeating: answer, count: 5))
        let run = start(journal, sink, limits)
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        #expect(await sink.delivered == [2, 3])
        #expect(await sink.attempts >= 6)
        #expect(states.setPast == [SetPast(seq: 1, reason: answer.description, count: 1)])
        #expect(try await journal.setAside().map(\.answer) == [answer.description])
        run.cancel()
        try await run.value
    }

    @Test("four refusals are not enough")
    func doubtfulPoison() async throws {
        var limits = UplinkLimits()
        (limits.firstPause, limits.longestPause) = (.milliseconds(1), .milliseconds(1))
        let journal = try await journal(entries: 3)
        let answer = UplinkError.refused(endpoint: "e", seq: 1, topic: "t", reason: "too long")
        let sink = FakeSink(failures: Array(repeating: answer, count: 4))
        let run = start(journal, sink, limits)
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        #expect(await sink.delivered == [1, 2, 3])
        run.cancel()
        try await run.value
    }

    /// Refuses each entry four times before it takes it.
    private actor FussySink: Sink {
        nonisolated let name = "fake"
        private var refusals: [Int64: Int] = [:]
        func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
            let seq = batch[0].seq
            refusals[seq, default: 0] += 1
            if refusals[seq]! < 5 { throw .refused(endpoint: "e", seq: seq, topic: "t", reason: "r") }
            return seq
        }
        func close() async {}
    }

    @Test("the refusals of one entry do not count against the next")
    func refusalsOfEach() async throws {
        var limits = UplinkLimits()
        (limits.firstPause, limits.longestPause) = (.milliseconds(1), .milliseconds(1))
        let journal = try await journal(entries: 3)
        let run = start(journal, FussySink(), limits)
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        #expect(states.setPast.isEmpty)
        run.cancel()
        try await run.value
    }

    @Test("a head-end that asks to be left alone is left alone so long, but not for ever", arguments: [true, false])
    func retryAfter(isLong: Bool) async throws {
        var limits = UplinkLimits()
        (limits.firstPause, limits.longestPause) = (.milliseconds(1), .milliseconds(1))
        if isLong { limits.retryAfterMax = .milliseconds(1) }
        let journal = try await journal(entries: 1)
        let busy = UplinkError.busy(endpoint: "e", answer: "503", retryAfter: .seconds(3_000))
        let sink = FakeSink(failures: [busy])
        let run = start(journal, sink, limits)
        try await eventually("waiting") { states.all.first == .waiting(reason: busy.description) }
        if isLong {
            try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        } else {
            // Time to do the wrong thing.
            try await Task.sleep(for: .milliseconds(100))
            #expect(await sink.attempts == 1)
        }
        run.cancel()
        try await run.value
    }

    @Test("nothing is settled that was not acknowledged, and each change of state is told once")
    func failures() async throws {
        let journal = try await journal(entries: 3)
        let lost = UplinkError.lost(endpoint: "e", reason: "r")
        let refused = UplinkError.refused(endpoint: "e", seq: 1, topic: "t", reason: "r")
        let sink = FakeSink(failures: [lost, lost, lost, refused, refused])
        let run = start(journal, sink, quickLimits())
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        #expect(await sink.attempts == 6)
        #expect(await sink.delivered == [1, 2, 3])
        try await eventually("told") { states.all.count == 3 }
        #expect(
            states.all == [.waiting(reason: lost.description), .waiting(reason: refused.description), .connected])
        run.cancel()
        try await run.value
    }

    @Test("a trouble that a server words otherwise each time is told once, in its first words")
    func sameTrouble() async throws {
        let journal = try await journal(entries: 1)
        let busy = (1...3).map { UplinkError.busy(endpoint: "e", answer: "503 \"request \($0)\"", retryAfter: nil) }
        let away = (1...3).map { UplinkError.unreachable(endpoint: "e", reason: "no answer after \($0) ms") }
        let run = start(journal, FakeSink(failures: busy + away), quickLimits())
        try await eventually("connected") { states.all.last == .connected }
        #expect(
            states.all == [.waiting(reason: busy[0].description), .waiting(reason: away[0].description), .connected])
        run.cancel()
        try await run.value
    }

    @Test("new entries do not shorten a pause, but shutdown does, for one last attempt")
    func pause() async throws {
        let journal = try await journal(entries: 1)
        let lost = UplinkError.lost(endpoint: "e", reason: "r")
        let sink = FakeSink(failures: [lost])
        let run = start(journal, sink, patientLimits())
        try await eventually("waiting") { states.all == [.waiting(reason: lost.description)] }
        for number in 2...30 { try await journal.append(sample(number)) }
        run.cancel()
        try await run.value
        #expect(await sink.delivered == Array(1...30))
        // The one that failed, and two batches at shutdown.
        #expect(await sink.attempts == 3)
        #expect(try await journal.pendingCount(for: "fake") == 0)
    }

    @Test("while a sink fails, neither new entries nor shutdown make more attempts than one last")
    func lastAttempt() async throws {
        let journal = try await journal(entries: 1)
        let lost = UplinkError.lost(endpoint: "e", reason: "r")
        let sink = FakeSink(failures: Array(repeating: lost, count: 100))
        let run = start(journal, sink, patientLimits())
        try await eventually("waiting") { !states.all.isEmpty }
        for number in 2...6 {
            try await journal.append(sample(number))
            // Time to do the wrong thing.
            try await Task.sleep(for: .milliseconds(20))
        }
        run.cancel()
        try await run.value
        #expect(await sink.attempts == 2)
        #expect(try await journal.pendingCount(for: "fake") == 6)
    }

    @Test("a delivery that hangs does not hold up shutdown beyond its time")
    func stuck() async throws {
        let journal = try await journal(entries: 1)
        let sink = FakeSink(isStuck: true)
        var limits = patientLimits()
        limits.drainTime = .milliseconds(50)
        let run = start(journal, sink, limits)
        try await eventually("delivering") { await sink.attempts == 1 }
        run.cancel()
        try await run.value
        #expect(try await journal.pendingCount(for: "fake") == 1)
        // That it was closed is no news of the sink.
        #expect(states.all.isEmpty)
    }

    @Test("a journal that can no longer be trusted ends the courier with its error")
    func journalLost() async throws {
        let journal = try await journal(entries: 1)
        try await journal.close()
        let run = start(journal, FakeSink(), quickLimits())
        await #expect(throws: JournalError.closed(path: folder.file("journal.db"))) { try await run.value }
    }

    @Test("a damaged entry is never delivered, is told once, and holds up none of the others")
    func damaged() async throws {
        var journal = try await journal(entries: 3)
        try await journal.close()
        var bytes = try #require(readFile(folder.file("journal.db")))
        let payload = Array("{\"n\":2}".utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: payload) })
        bytes[place + 5] ^= 1
        folder.write(bytes, to: "journal.db")
        journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        let sink = FakeSink()
        let run = start(journal, sink, quickLimits())
        let reason = JournalError.damagedEntry(path: folder.file("journal.db"), seq: 2).description
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        run.cancel()
        try await run.value
        #expect(await sink.delivered == [1, 3])
        #expect(states.setPast == [SetPast(seq: 2, reason: reason, count: 1)])
        #expect(states.all == [.connected])
    }

    @Test("an entry that can never be delivered is told before those behind it go on; each is counted")
    func hopeless() async throws {
        let journal = try await journal(entries: 4)
        let sink = FakeSink(failures: [.badPayload(seq: 1), .noTopic(seq: 2, meter: "a/b", reason: "r")])
        let run = start(journal, sink, patientLimits())
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        run.cancel()
        try await run.value
        #expect(await sink.delivered == [3, 4])
        #expect(states.setPast.map(\.seq) == [1, 2])
        #expect(states.setPast.map(\.count) == [1, 2])
        #expect(states.setPast[1].reason == UplinkError.noTopic(seq: 2, meter: "a/b", reason: "r").description)
    }

    @Test("a sink that was not registered waits with a reason")
    func unregistered() async throws {
        let journal = try await journal(entries: 1)
        try await journal.register(sinks: [])
        let run = start(journal, FakeSink(), quickLimits())
        let reason = JournalError.unknownSink(path: folder.file("journal.db"), sink: "fake").description
        try await eventually("waiting") { states.all == [.waiting(reason: reason)] }
        run.cancel()
        try await run.value
    }
}
