// A watch over services with a service manager, a clock and a log of the test.

import Logging
import Metering
import Synchronization
import TestSupport
import Testing

@testable import Agent

/// Looks at one service as the watchdog does.
final class WatchBench: Sendable {
    let status: AgentStatus
    let log = HeardLog()
    private let manager: HeardManager
    private let watch: HealthWatch
    private let time: Time

    /// Milliseconds that pass as told.
    final class Time: Sendable {
        private let state = Mutex<Int64>(1_000_000)
        var now: Int64 { state.withLock { $0 } }
        func pass(_ milliseconds: Int64) { state.withLock { $0 += milliseconds } }
    }

    init(_ folder: TemporaryFolder) throws {
        let time = Time()
        self.time = time
        status = AgentStatus(pulses: PulseBoard(clock: { time.now }))
        manager = try HeardManager(folder.file("notify"))
        watch = HealthWatch(status, manager: try manager.manager(), logger: log.logger)
        watch.ready()
        _ = manager.heard()
    }

    /// What a look of the watch tells the manager.
    func look() -> [String] {
        watch.look()
        return manager.heard()
    }

    var isFed: Bool { look().contains("WATCHDOG=1") }

    func pass(_ duration: Duration) { time.pass(Int64(duration.milliseconds)) }

    /// Waits until something is so that a service brings about.
    func wait(_ what: String = "", until isSo: () -> Bool) async throws {
        while !isSo() { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// Looks at a service that comes to `gate` again and again, each time within what it says itself that it may take: slow, it is fed for;
    /// frozen, it is not, and is named; back again, it is.
    ///
    /// - Parameters:
    ///   - allowance: what the service grants what the gate stands for.
    ///   - step: what it says of it.
    ///   - prod: has it come to the gate the next time.
    func examine(
        _ name: String, _ step: String, _ allowance: Duration, at gate: Gate,
        prod: () async throws -> Void = {}
    ) async throws {
        for turn in 1...3 {
            try await prod()
            try await wait { gate.arrivals >= turn }
            #expect(isFed, "\(name) has just begun")
            pass(allowance - .milliseconds(1))
            #expect(isFed, "\(name) is slow, for the \(turn). time")
            gate.open()
        }
        try await prod()
        try await wait { gate.arrivals >= 4 }
        pass(allowance + .milliseconds(1))
        let told = look()
        #expect(!told.contains("WATCHDOG=1"), "\(name) is frozen")
        #expect(told.contains { $0.hasPrefix("STATUS=frozen: \(name) \(step)") }, "\(told)")
        #expect(log.lines.contains { $0.level == .critical && $0.text.contains("frozen: \(name) \(step)") })
        pass(.seconds(5))
        #expect(!isFed, "\(name) is still frozen")
        gate.open()
        try await wait { isFed }
        #expect(log.lines.last?.text == "warning no service is frozen any more")
    }
}
