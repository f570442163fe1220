// `meterclip run`: the daemon. It ends on SIGTERM or SIGINT, after `duration` if one is given, or when the journal can no
// longer be trusted.

import Journal
import Logging
import Metering
import ServiceLifecycle
import UnixSignals
import Uplink

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
        let names = parts.sinks.map(\.name)
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        // Services end in reverse order: the couriers outlive the meters, so that the last reading still goes out.
        for sink in parts.sinks { services.append(.init(service: parts.courierService(sink))) }
        for meter in parts.meters {
            let service = parts.meterService(meter) { reading, seq in
                write(ReadingLine.text(reading, seq: seq, sinks: names))
            }
            services.append(.init(service: service))
        }
        services.append(.init(service: ClockService(watch: parts.clockWatch)))
        for service in try await questionServices(of: parts) { services.append(.init(service: service)) }
        services.append(.init(service: RemoteService(inbox: parts.inbox, desk: parts.desk)))
        services.append(.init(service: DemandService(meters: parts.meters.map(\.triggers))))
        if let duration {
            services.append(
                .init(
                    service: DeadlineService(duration: duration),
                    successTerminationBehavior: .gracefullyShutdownGroup))
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        let ended: Result<Void, any Error>
        do {
            ended = .success(try await group.run())
        } catch {
            ended = .failure(error)
        }
        parts.devices.end()
        // Closed however it ended: the next start finds a file that needs no recovery.
        let closed: Result<Void, any Error>
        do {
            closed = .success(try await parts.journal.close())
        } catch {
            closed = .failure(error)
        }
        do {
            try ended.get()
            try closed.get()
        } catch let error as JournalError {
            throw .inputOutput(error.description)
        } catch {
            throw .unavailable("the agent ended: \(error)")
        }
    }

    /// The services of those who ask; what is open already is closed if one cannot be.
    private func questionServices(of parts: Composition) async throws(AgentError) -> [any Service] {
        do throws(AgentError) {
            let metrics = try parts.metricsService(configuration.metrics)
            let control = try parts.controlService(configuration.control)
            var services = [metrics as (any Service)?, control]
            #if Console
                services.append(try await parts.consoleService(configuration.console, onListening: onConsole))
            #endif
            return services.compactMap(\.self)
        } catch {
            parts.devices.end()
            try? await parts.journal.close()
            throw error
        }
    }
}
