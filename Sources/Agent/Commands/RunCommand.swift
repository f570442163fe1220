// `meterclip run`: the daemon. It ends on SIGTERM or SIGINT, after `duration` if one is given, or when the journal can no
// longer be trusted.

import Journal
import Logging
import Metering
import ServiceLifecycle
import UnixSignals

/// The run command.
public struct RunCommand: Sendable {
    /// What to do.
    public var configuration: AgentConfiguration
    /// When to end by itself; nil: never.
    public var duration: Duration?
    /// Told the console's address when it listens.
    public var onConsole: @Sendable (_ url: String) -> Void = { _ in }
    /// Who is told how it is; nil: nobody.
    public var manager: ServiceManager?
    /// What time it is.
    package var clock = AgentClock.system
    /// How it is.
    var status = AgentStatus()

    /// Runs `configuration`.
    public init(configuration: AgentConfiguration, duration: Duration?) {
        self.configuration = configuration
        self.duration = duration
    }

    /// Runs until told to end; `write` gets one line per reading.
    public func run(logger: Logger, write: @escaping @Sendable (String) -> Void) async throws(AgentError) {
        let watch = HealthWatch(status, manager: manager, logger: logger)
        watch.begin()
        defer { watch.end() }
        let pulse = status.pulses.pulse("agent")
        defer { pulse.end() }
        pulse.work("begins", within: Limits.startAllowance)
        let parts = try await Composition(configuration, clock: clock, logger: logger, status: status)
        var agent = AgentRun(configuration, parts, logger: logger, write: write)
        (agent.duration, agent.onConsole, agent.clock) = (duration, onConsole, clock)
        agent.onServing = { watch.ready() }
        agent.onEnding = { watch.stopping() }
        agent.pulse = pulse
        try await agent.run()
    }
}
