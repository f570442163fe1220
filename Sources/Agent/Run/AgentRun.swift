// One run of the agent with parts that are there: its services, its console and what ends them, in one group, until a signal comes, its
// time is over, or something else that the group was given ends.

import Journal
import Logging
import ServiceLifecycle
import UnixSignals

/// The run of an agent.
struct AgentRun {
    let configuration: AgentConfiguration
    let parts: Composition
    let logger: Logger
    let write: @Sendable (String) -> Void
    /// The board's clocks.
    var clock = AgentClock.system
    /// When to end by itself; nil: never.
    var duration: Duration?
    /// Told the console's address when it listens.
    var onConsole: @Sendable (_ url: String) -> Void = { _ in }
    /// Called when the services are put to work, each time that they are.
    var onServing: @Sendable () -> Void = {}
    /// Called when they are to end for good.
    var onEnding: @Sendable () -> Void = {}
    /// Services that go with them, each of which ends the run when it ends.
    var companions: [any Service] = []
    var pulse = Pulse()

    /// A run of parts that were made of a configuration.
    init(
        _ configuration: AgentConfiguration, _ parts: Composition, logger: Logger,
        write: @escaping @Sendable (String) -> Void
    ) {
        (self.configuration, self.parts, self.logger, self.write) = (configuration, parts, logger, write)
    }

    /// Runs until the end; the parts are closed then.
    func run() async throws(AgentError) {
        parts.status.begin(meters: parts.meters.count)
        var cycle = AgentCycle(
            configuration: configuration, clock: clock, logger: logger, first: parts, renewals: Renewals(),
            write: write)
        (cycle.onServing, cycle.pulse) = (onServing, pulse)
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        #if Console
            do throws(AgentError) {
                if let console = try await AgentConsole(
                    configuration, parts: parts, renewals: cycle.renewals, onListening: onConsole)
                {
                    cycle.onParts = { (parts) async throws(AgentError) in try await console.show(parts) }
                    services.append(.init(service: console.service))
                }
            } catch {
                parts.devices.end()
                try? await parts.journal.close()
                throw error
            }
        #endif
        // When the meters have ended there is nothing to show any more.
        services.insert(.init(service: cycle, successTerminationBehavior: .gracefullyShutdownGroup), at: 0)
        for companion in companions + (duration.map { [DeadlineService(duration: $0)] } ?? []) {
            services.append(.init(service: companion, successTerminationBehavior: .gracefullyShutdownGroup))
        }
        // Ended first, it tells of the end before anything else ends.
        services.append(.init(service: EndingService(onEnding: onEnding)))
        try await Self.run(services, logger: logger)
    }

    /// Runs services as a group until one of them, or a signal, ends it.
    static func run(
        _ services: [ServiceGroupConfiguration.ServiceConfiguration], logger: Logger
    ) async throws(AgentError) {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch let error as AgentError {
            throw error
        } catch let error as JournalError {
            throw .inputOutput(error.description)
        } catch {
            throw .unavailable("the agent ended: \(error)")
        }
    }
}
