// Every service of the agent, frozen in turn and slowed in turn: a frozen one stops the watchdog and is named, a slow one does not. What a
// service waits for is a gate of the test; the service, its pulse, the watch and the manager's socket are the real ones.

import Capture
import Dispatch
import Glibc
import Journal
import Logging
import Metering
import Recognition
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent

#if Console
    import Console
#endif

extension Journal {
    /// Does nothing else meanwhile, as with a disk that does not answer.
    fileprivate func stand(_ gate: BlockingGate) { gate.pass() }
}

extension ClockWatch {
    fileprivate func stand(_ gate: BlockingGate) { gate.pass() }
}

extension InsightDesk {
    fileprivate func stand(_ gate: BlockingGate) { gate.pass() }
}

extension RemoteDesk {
    fileprivate func stand(_ gate: BlockingGate) { gate.pass() }
}

/// A gate that stops the thread.
private final class BlockingGate: Sendable {
    private let way = DispatchSemaphore(value: 0)
    private let come = Mutex(0)
    var arrivals: Int { come.withLock { $0 } }
    func pass() {
        come.withLock { $0 += 1 }
        way.wait()
    }
    func open() { way.signal() }
}

@Suite(.serialized, .timeLimit(.minutes(5))) struct FrozenServicesTests {
    private let folder = TemporaryFolder()

    private actor GatedCamera: FrameSource {
        private let gate: Gate
        private let frame: Frame
        init(_ gate: Gate, _ frame: Frame) { (self.gate, self.frame) = (gate, frame) }
        func next() async throws(CaptureError) -> Frame? {
            await gate.pass()
            return frame
        }
    }

    private actor GatedSink: Sink {
        nonisolated let name = "out"
        private let gate: Gate
        init(_ gate: Gate) { self.gate = gate }
        func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
            await gate.pass()
            return batch[0].seq
        }
        func close() async {}
    }

    /// An agent's parts with one simulated meter and an outbox, of which a test takes what it wants to look at.
    private func parts(_ bench: WatchBench) async throws -> Composition {
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters = Array(configuration.meters.prefix(1))
        configuration.meters[0].plan = ReadingPlan(every: .milliseconds(100))
        return try await Composition(
            configuration, clock: .system, logger: bench.log.logger, status: bench.status)
    }

    /// Runs a service as the agent does, while `body` looks at it.
    private func run(
        _ bench: WatchBench, _ name: String, _ make: (Pulse) -> some Service,
        _ body: (Pulse) async throws -> Void
    ) async throws {
        let service = WatchedService(name, on: bench.status.pulses, make)
        let task = Task { try await service.run() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(service.pulse)) } catch { outcome = .failure(error) }
        task.cancel()
        _ = await task.result
        try outcome.get()
        #expect(bench.isFed, "a service that has ended is frozen")
    }

    /// The same for a service whose actor stands. It comes to stand at once when it is to, and the service asks it then.
    private func examine(
        _ bench: WatchBench, _ name: String, _ step: String, _ allowance: Duration, _ pulse: Pulse,
        stand: @escaping @Sendable (BlockingGate) async -> Void, prod: () async throws -> Void = {}
    ) async throws {
        for isFrozen in [false, false, true] {
            let gate = BlockingGate()
            let standing = Task { await stand(gate) }
            try await bench.wait { gate.arrivals == 1 }
            try await prod()
            try await bench.wait { pulse.step?.text == step }
            bench.pass(isFrozen ? allowance + .milliseconds(1) : allowance - .milliseconds(1))
            let told = bench.look()
            #expect(told.contains("WATCHDOG=1") == !isFrozen, "\(name), \(told)")
            if isFrozen { #expect(told.contains { $0.hasPrefix("STATUS=frozen: \(name) \(step)") }, "\(told)") }
            gate.open()
            await standing.value
            try await bench.wait { bench.isFed && pulse.step?.text != step }
        }
        #expect(bench.log.lines.contains { $0.level == .critical && $0.text.contains("frozen: \(name) \(step)") })
    }

    @Test func aMeterWhoseCameraGivesNothing() async throws {
        let bench = try WatchBench(folder)
        let parts = try await parts(bench)
        let (gate, meter) = (Gate(), SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4)))
        let frame = Frame(picture: .jpeg(meter.referenceFrame(at: 0)), name: "f", capturedAt: nil, sequence: 0)
        let camera = GatedCamera(gate, frame)
        let (journal, watch, face) = (parts.journal, parts.clockWatch, parts.meters[0].face)
        let triggers = MeterTriggers(ReadingPlan(every: .milliseconds(100)), clock: .system)
        let allowance = camera.longest(of: face.card.frames) + Limits.pulseSlack
        try await run(bench, "meter water") { pulse in
            var service = MeterService(
                face: face, source: camera, triggers: triggers, journal: journal, clock: .system, clockWatch: watch,
                logger: bench.log.logger, onReading: { _, _ in })
            service.pulse = pulse
            return service
        } _: { _ in
            // Of each shot only the last picture is waited for here.
            try await bench.examine("meter water", "takes a picture", allowance, at: gate) {
                if face.card.frames > 1 { gate.open(for: face.card.frames - 1) }
            }
            gate.open(for: 1_000)
        }
        try await parts.journal.close()
    }

    @Test func aSinkThatNeitherDeliversNorFails() async throws {
        let bench = try WatchBench(folder)
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        try await journal.register(sinks: ["out"])
        let gate = Gate()
        let courier = Courier(journal: journal, sink: GatedSink(gate), onStateChange: { _ in }, onSetPast: { _ in })
        let time = AgentClock.system.given(Timestamp(milliseconds: 1_795_000_000_000))
        try await run(bench, "sink out") { pulse in
            CourierService(courier: courier, pulse: pulse)
        } _: { _ in
            try await bench.examine("sink out", "delivers", UplinkLimits().stepTime, at: gate) {
                try await journal.append(NewEntry(kind: "reading", meter: "m", time: time, json: "{}"))
            }
            gate.open(for: 1_000)
        }
        try await journal.close()
    }

    @Test func aJournalThatDoesNotAnswer() async throws {
        let bench = try WatchBench(folder)
        let parts = try await parts(bench)
        let journal = parts.journal
        try await run(bench, "journal") { pulse in
            JournalService(
                journal: journal, sinks: ["outbox"], status: bench.status, pulse: pulse, pause: .milliseconds(5))
        } _: { pulse in
            try await examine(bench, "journal", "answers", Limits.journalAllowance, pulse) {
                await journal.stand($0)
            }
        }
        try await journal.close()
    }

    @Test func aClockThatIsNeverLookedAtToTheEnd() async throws {
        let bench = try WatchBench(folder)
        let parts = try await parts(bench)
        let watch = parts.clockWatch
        try await run(bench, "clock") { pulse in
            ClockService(watch: watch, pulse: pulse, pause: .milliseconds(5))
        } _: { pulse in
            try await examine(bench, "clock", "looks whether the clock is set", Limits.journalAllowance, pulse) {
                await watch.stand($0)
            }
        }
        try await parts.journal.close()
    }

    @Test func insightsThatComeToNoEnd() async throws {
        let bench = try WatchBench(folder)
        let parts = try await parts(bench)
        let (service, journal) = (parts.insightService(), parts.journal)
        let time = AgentClock.system.given(Timestamp(milliseconds: 1_795_000_000_000))
        try await run(bench, "insights") { pulse in
            InsightService(desk: service.desk, journal: journal, pulse: pulse)
        } _: { pulse in
            try await examine(bench, "insights", "looks at readings", Limits.insightAllowance, pulse) {
                await service.desk.stand($0)
            } prod: {
                try await journal.append(NewEntry(kind: "other", meter: "m", time: time, json: "{}"))
            }
        }
        try await journal.close()
    }

    @Test func aCommandThatIsNeverDone() async throws {
        let bench = try WatchBench(folder)
        let parts = try await parts(bench)
        let (desk, inbox) = (parts.desk, parts.inbox)
        try await run(bench, "commands") { pulse in
            RemoteService(inbox: inbox, desk: desk, pulse: pulse)
        } _: { pulse in
            try await examine(bench, "commands", "carries out a command", Limits.journalAllowance, pulse) {
                await desk.stand($0)
            } prod: {
                inbox.put(Array("{}".utf8), from: "nobody")
            }
        }
        try await parts.journal.close()
    }

    @Test func aQuestionAtTheControlSocketThatIsNeverAnswered() async throws {
        let bench = try WatchBench(folder)
        let (gate, path) = (Gate(), folder.file("control.sock"))
        let service = try ControlService.watched(at: path, on: bench.status.pulses) { _, _, _ in
            await gate.pass()
            return ControlServer.Part(lines: ["{}"])
        }
        let task = Task { try await service.run() }
        try await bench.examine("control socket", "answers", Limits.answerAllowance, at: gate) {
            Task { try await aside { try ControlClient.ask("{}", at: path) { _ in } } }
        }
        task.cancel()
        try await task.value
    }

    @Test func figuresThatAreNeverTold() async throws {
        let bench = try WatchBench(folder)
        let (gate, port) = (Gate(), try freePort())
        let service = try MetricsService.watched(
            AgentConfiguration.MetricsSetting(port: port), on: bench.status.pulses
        ) { _ in
            await gate.pass()
            return MetricsServer.Page(type: "text/plain", text: "")
        }
        let task = Task { try await service.run() }
        try await bench.examine("figures", "answers", Limits.answerAllowance, at: gate) {
            Task { try await aside { try LoopbackClient(port).send("GET /metrics HTTP/1.1\r\n\r\n") } }
            // One connection at a time: the one before has its answer or has lost its patience.
        }
        task.cancel()
        try await task.value
    }

    @Test func anAgentWhoseServicesAreNeverPutTogether() async throws {
        let bench = try WatchBench(folder)
        let (gate, parts) = (Gate(), try await parts(bench))
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters = Array(configuration.meters.prefix(1))
        var cycle = AgentCycle(
            configuration: configuration, clock: .system, logger: bench.log.logger, first: parts, renewals: Renewals(),
            write: { _ in })
        cycle.pulse = bench.status.pulses.pulse("agent")
        cycle.onParts = { _ in await gate.pass() }
        let task = Task { [cycle] in try await cycle.run() }
        try await bench.wait { gate.arrivals == 1 }
        bench.pass(Limits.startAllowance - .milliseconds(1))
        #expect(bench.isFed)
        bench.pass(.milliseconds(2))
        let told = bench.look()
        #expect(
            !told.contains("WATCHDOG=1") && told.contains { $0.contains("frozen: agent puts its services") }, "\(told)")
        gate.open()
        try await bench.wait { bench.isFed }
        task.cancel()
        _ = await task.result
    }

    #if Console
        @Test func aConsoleWhoseThreadStands() async throws {
            let bench = try WatchBench(folder)
            let gate = Gate()
            let console = try console(bench)
            try await run(bench, "console") { pulse in
                ConsoleService(console: console, pulse: pulse, pause: .milliseconds(5), question: { await gate.pass() })
            } _: { _ in
                try await bench.examine("console", "has its thread answer", Limits.consoleAllowance, at: gate)
                gate.open(for: 1_000_000)
            }
        }

        @Test func aConsoleThatAnswersIsNotFrozenAndOneThatMakesNoAnswerIs() async throws {
            let bench = try WatchBench(folder)
            let gate = Gate()
            let ports = Mutex<UInt16?>(nil)
            let pulse = bench.status.pulses.pulse("console")
            let console = try console(bench, gate, pulse) { port in ports.withLock { $0 = port } }
            let service = WatchedService(
                ConsoleService(console: console, pulse: pulse, pause: .milliseconds(5)), pulse: pulse)
            let task = Task { try await service.run() }
            try await bench.wait { ports.withLock { $0 } != nil }
            let port = try #require(ports.withLock { $0 })
            let answer = Task {
                try await aside {
                    let client = try LoopbackClient(port)
                    client.send("GET /api/v1/meters HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    return String(decoding: client.rest(), as: UTF8.self)
                }
            }
            try await bench.wait { gate.arrivals == 1 }
            bench.pass(Limits.pulseSlack - .seconds(10))
            #expect(bench.isFed)
            // Its thread goes on answering meanwhile.
            try await bench.wait { pulse.step?.since ?? 0 > 1_000_000 }
            bench.pass(Limits.answerAllowance)
            try await bench.wait { bench.status.pulses.frozen().first?.text == "makes an answer" }
            #expect(!bench.isFed)
            gate.open(for: 1_000)
            #expect(try await answer.value.hasPrefix("HTTP/1.1 200"))
            try await bench.wait { bench.isFed }
            task.cancel()
            _ = await task.result
        }

        /// A console without meters, which waits at `gate` before it says so.
        private func console(
            _ bench: WatchBench, _ gate: Gate? = nil, _ pulse: Pulse? = nil,
            _ told: @escaping @Sendable (UInt16) -> Void = { _ in }
        ) throws -> Console {
            var source = SafeStand.source(bench.status, folder.path, .system, bench.log.logger)
            source.meters = {
                await gate?.pass()
                return []
            }
            if let pulse { source.answering = { pulse.begin("makes an answer", within: Limits.answerAllowance) } }
            return try Console(ConsoleSetting(port: 0), source: source, logger: bench.log.logger) { url in
                told(UInt16(url.dropLast().split(separator: ":").last ?? "") ?? 0)
            }
        }
    #endif
}
