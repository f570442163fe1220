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
    /// What time it is.
    var clock = AgentClock.system

    /// Runs `configuration`.
    public init(configuration: AgentConfiguration, duration: Duration?) {
        self.configuration = configuration
        self.duration = duration
    }

    /// Runs until told to end; `write` gets one line per reading.
    public func run(logger: Logger, write: @escaping @Sendable (String) -> Void) async throws(AgentError) {
        let parts = try await Composition(configuration, clock: clock, logger: logger)
        var cycle = AgentCycle(
            configuration: configuration, clock: clock, logger: logger, first: parts, renewals: Renewals(), write: write
        )
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        #if Console
            do throws(AgentError) {
                if let console = try await AgentConsole(
                    configuration, parts: parts, renewals: cycle.renewals, onListening: onConsole)
                {
                    cycle.onParts = { (parts) async throws(AgentError) in try await console.show(parts) }
                    services.append(.init(service: console.console))
                }
            } catch {
                parts.devices.end()
                try? await parts.journal.close()
                throw error
            }
        #endif
        // When the meters have ended there is nothing to show any more.
        services.insert(.init(service: cycle, successTerminationBehavior: .gracefullyShutdownGroup), at: 0)
        if let duration {
            services.append(
                .init(
                    service: DeadlineService(duration: duration),
                    successTerminationBehavior: .gracefullyShutdownGroup))
        }
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
