// What the service manager is told, over a real socket: that the agent is ready, how it is, that it lives, and its end; and what is no
// reason to call anybody frozen.

import Capture
import Glibc
import Journal
import Logging
import Metering
import Recognition
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite(.serialized, .timeLimit(.minutes(5))) struct HealthWatchTests {
    private let folder = TemporaryFolder()

    private func configuration() -> AgentConfiguration {
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters = Array(configuration.meters.prefix(1))
        configuration.meters[0].plan = ReadingPlan(every: .milliseconds(200))
        return configuration
    }

    @Test func aRunIsToldFromItsBeginToItsEnd() async throws {
        let heard = try HeardManager("@meterclip-test-\(getpid())", watchdog: 300_000)
        var command = RunCommand(configuration: configuration(), duration: nil)
        command.manager = try heard.manager()
        let task = Task { [command] in try await command.run(logger: HeardLog().logger) { _ in } }
        var lines: [String] = []
        while !lines.contains(where: {
            $0.hasPrefix("STATUS=reading 1 meter; last reading ") && $0.hasSuffix("; queue 0")
        }) {
            try await Task.sleep(for: .milliseconds(5))
            lines += heard.heard()
        }
        let ready = try #require(lines.firstIndex(of: "READY=1"))
        // A start that takes long is not ended for it, and the watchdog is fed already.
        #expect(lines[..<ready].contains { $0.hasPrefix("EXTEND_TIMEOUT_USEC=") })
        #expect(!lines[ready...].contains { $0.hasPrefix("EXTEND_TIMEOUT_USEC=") })
        #expect(lines[ready...].contains("WATCHDOG=1") && !lines.contains("STOPPING=1"))
        task.cancel()
        _ = await task.result
        #expect(heard.heard().contains("STOPPING=1"))
    }

    @Test func whatIsToldFollowsFromTheVariablesAndNobodyElseGetsThem() throws {
        let path = folder.file("notify")
        #expect(ServiceManager { _ in nil } == nil)
        #expect(ServiceManager { ["NOTIFY_SOCKET": "relative"][$0] } == nil)
        #expect(ServiceManager { ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 200)][$0] } == nil)
        func watchdog(_ variables: [String: String]) -> Duration? {
            ServiceManager { variables.merging(["NOTIFY_SOCKET": path]) { a, _ in a }[$0] }?.watchdog
        }
        #expect(watchdog(["WATCHDOG_USEC": "60000000"]) == .seconds(60))
        #expect(watchdog(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "\(getpid())"]) == .seconds(60))
        #expect(watchdog(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"]) == nil)
        #expect(watchdog(["WATCHDOG_USEC": "no"]) == nil && watchdog([:]) == nil)
        setenv("NOTIFY_SOCKET", path, 1)
        setenv("WATCHDOG_USEC", "5", 1)
        #expect(ServiceManager.taken()?.watchdog == .microseconds(5))
        #expect(getenv("NOTIFY_SOCKET") == nil && getenv("WATCHDOG_USEC") == nil)
        // A manager that is not there holds nobody up.
        ServiceManager { ["NOTIFY_SOCKET": path][$0] }?.tell([.ready])
    }

    @Test func aStatusIsOneLineAndNotToldMoreOftenThanNeeded() throws {
        let bench = try WatchBench(folder)
        bench.status.begin(meters: 2)
        bench.pass(.milliseconds(Limits.statusPause))
        #expect(bench.look().contains("STATUS=reading 2 meters"))
        bench.status.note(trouble: "a\nb", of: "gas")
        #expect(!bench.look().contains { $0.hasPrefix("STATUS=") }, "it has changed a moment ago")
        bench.pass(.milliseconds(Limits.statusPause))
        #expect(bench.look().contains("STATUS=reading 2 meters; gas: a"))
        bench.pass(.seconds(60))
        #expect(!bench.look().contains { $0.hasPrefix("STATUS=") }, "nothing has changed")
    }

    @Test func aNetworkThatIsDownIsNeverFrozen() async throws {
        /// A server that cannot be reached.
        struct Away: Sink {
            let name = "out"
            let tries: Gate
            func prepare() async throws(UplinkError) {
                tries.open()
                await tries.pass()
                throw .unreachable(endpoint: "nowhere", reason: "no route")
            }
            func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 { 0 }
            func close() async {}
        }

        let bench = try WatchBench(folder)
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        try await journal.register(sinks: ["out"])
        let sink = Away(tries: Gate())
        var limits = UplinkLimits()
        (limits.firstPause, limits.longestPause) = (.milliseconds(1), .milliseconds(4))
        let courier = Courier(
            journal: journal, sink: sink, limits: limits, random: { 0.5 },
            onStateChange: { bench.status.note("out", $0) }, onSetPast: { _ in })
        let service = WatchedService("sink out", on: bench.status.pulses) {
            CourierService(courier: courier, pulse: $0)
        }
        let task = Task { try await service.run() }
        for turn in 1...20 {
            try await bench.wait { sink.tries.arrivals >= turn * 2 }
            // As long as each try and each pause may take.
            bench.pass(Limits.pulseSlack)
            #expect(bench.isFed)
        }
        #expect(bench.status.line().contains("out: "))
        task.cancel()
        try await task.value
        try await journal.close()
    }

    @Test func aCameraThatMayNotBeOpenedIsSaidInTheLineUntilItMay() async throws {
        /// A camera that may be opened from the third time on.
        actor Camera: FrameSource {
            private var count = 0
            private let frame: Frame
            init(_ frame: Frame) { self.frame = frame }
            func next() async throws(CaptureError) -> Frame? {
                count += 1
                if count < 3 { throw .camera("cam", .forbidden) }
                return frame
            }
            func shot(of count: Int) async throws(CaptureError) -> Shot {
                Shot(frames: try await next().map { [$0] } ?? [])
            }
        }

        let bench = try WatchBench(folder)
        let parts = try await Composition(
            configuration(), clock: .system, logger: bench.log.logger, status: bench.status)
        let meter = SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4))
        let frame = Frame(picture: .jpeg(meter.referenceFrame(at: 0)), name: "f", capturedAt: nil, sequence: 0)
        let status = bench.status
        let told = Mutex<[String]>([])
        var service = MeterService(
            face: parts.meters[0].face, source: Camera(frame),
            triggers: MeterTriggers(ReadingPlan(every: .milliseconds(100)), clock: .system), journal: parts.journal,
            clock: .system, clockWatch: parts.clockWatch, logger: bench.log.logger, onReading: { _, _ in })
        service.onTrouble = { text in
            status.note(trouble: text, of: "water")
            told.withLock { $0.append(status.line()) }
        }
        let task = Task { [service] in try await service.run() }
        try await bench.wait { told.withLock { $0.count } == 2 }
        task.cancel()
        _ = await task.result
        let lines = told.withLock { $0 }
        #expect(
            lines[0].contains("water: The camera \"cam\" gives no picture: this user may not open it: add the user"))
        #expect(!lines[1].contains("camera"), "\(lines)")
        try await parts.journal.close()
    }

    @Test func aClockOnTheWallThatIsSetFreezesNobody() throws {
        let wall = Mutex(Timestamp(milliseconds: 0))
        let status = AgentStatus(wall: { wall.withLock { $0 } })
        let heard = try HeardManager(folder.file("notify"))
        let watch = HealthWatch(status, manager: try heard.manager(), logger: HeardLog().logger)
        let pulse = status.pulses.pulse("meter")
        pulse.work("takes a picture", within: .seconds(60))
        for wallNow: Int64 in [1_795_000_000_000, 0, 4_000_000_000_000] {
            wall.withLock { $0 = Timestamp(milliseconds: wallNow) }
            watch.look()
            #expect(heard.heard().contains("WATCHDOG=1"))
        }
    }

    @Test func whoWaitsForSomebodyElseIsNeverFrozen() throws {
        let bench = try WatchBench(folder)
        let pulse = bench.status.pulses.pulse("commands")
        pulse.rest("waits for commands", for: nil)
        bench.pass(.seconds(86_400 * 366))
        #expect(bench.isFed)
        pulse.rest("waits for its next reading", for: .seconds(60))
        bench.pass(.seconds(60) + Limits.pulseSlack)
        #expect(bench.isFed)
        bench.pass(.milliseconds(1))
        #expect(!bench.isFed, "it should have gone on by itself")
    }
}
