// The agent's services, from one set of parts to the next: when a card has changed they end as they do with the process, so that nothing
// is lost, and begin again with what was learned. A card that cannot be used is taken back, and the former parts go on.

import Journal
import Logging
import Metering
import ServiceLifecycle
import Uplink

/// The services of an agent, for as long as it runs.
struct AgentCycle: Service, CustomStringConvertible {
    let configuration: AgentConfiguration
    let clock: AgentClock
    let logger: Logger
    let first: Composition
    let renewals: Renewals
    let write: @Sendable (String) -> Void
    /// Told of the parts before they are put to work.
    var onParts: @Sendable (Composition) async throws(AgentError) -> Void = { _ in }
    /// Called when the services are put to work.
    var onServing: @Sendable () -> Void = {}
    /// Says that it puts the services together or has them end; while they work, they have pulses of their own.
    var pulse = Pulse()

    /// What logs call it.
    var description: String { "agent" }

    func run() async throws {
        defer { pulse.end() }
        var (parts, tell) = (first, { @Sendable () async -> Void in })
        while true {
            pulse.work("puts its services together", within: Limits.startAllowance)
            try await serve(parts, telling: tell)
            guard renewals.isAsked, !Task.isCancelled, !Task.isShuttingDownGracefully else { return }
            (parts, tell) = try await renewed(renewals.take(), after: parts)
        }
    }

    /// Lets the services work until they shall end; those who wait for them are told first.
    private func serve(_ parts: Composition, telling tell: () async -> Void) async throws {
        let ended: Result<Void, any Error>
        do {
            try await onParts(parts)
            await tell()
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(services: try services(of: parts), logger: logger))
            let (renewals, pulse) = (renewals, pulse)
            pulse.rest("has its services work", for: nil)
            onServing()
            ended = await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await renewals.wait()
                    guard !Task.isCancelled else { return }
                    pulse.work("has its services end", within: Limits.startAllowance)
                    await group.triggerGracefulShutdown()
                }
                defer { tasks.cancelAll() }
                do {
                    return .success(try await group.run())
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            ended = .failure(error)
        }
        parts.devices.end()
        await parts.devices.giveBackCameras()
        // Closed however it ended: the next start finds a file that needs no recovery.
        let closed: Result<Void, any Error>
        do {
            closed = .success(try await parts.journal.close())
        } catch {
            closed = .failure(error)
        }
        try ended.get()
        try closed.get()
    }

    private func services(of parts: Composition) throws(AgentError) -> [ServiceGroupConfiguration.ServiceConfiguration]
    {
        let (names, write) = (parts.sinks.map(\.name), write)
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        // Services end in reverse order: the couriers outlive the meters, so that the last reading still goes out.
        let board = parts.status.pulses
        func add(_ name: String, _ make: (Pulse) -> some Service) {
            services.append(.init(service: WatchedService(name, on: board, make)))
        }
        add("journal") { JournalService(journal: parts.journal, sinks: names, status: parts.status, pulse: $0) }
        for sink in parts.sinks { add("sink \(sink.name)") { parts.courierService(sink, pulse: $0) } }
        add("insights") { parts.insightService(pulse: $0) }
        for meter in parts.meters {
            add("meter \(meter.face.card.meter)") { pulse in
                parts.meterService(meter, pulse: pulse) { reading, seq in
                    write(ReadingLine.text(reading, seq: seq, sinks: names))
                }
            }
        }
        add("clock") { ClockService(watch: parts.clockWatch, pulse: $0) }
        if let metrics = try parts.metricsService(configuration.metrics) { services.append(.init(service: metrics)) }
        if let control = try parts.controlService(configuration.control) { services.append(.init(service: control)) }
        add("commands") { RemoteService(inbox: parts.inbox, desk: parts.desk, pulse: $0) }
        services.append(.init(service: DemandService(meters: parts.meters.map(\.triggers))))
        return services
    }

    /// The parts that go by what was changed; where there are none, those of before.
    private func renewed(
        _ requests: [Renewals.Request], after former: Composition
    ) async throws(AgentError) -> (parts: Composition, tell: @Sendable () async -> Void) {
        for request in requests { logger.info("taking up: \(request.what)") }
        let failure: AgentError
        do throws(AgentError) {
            let parts = try await composition(after: former)
            return (parts, { for request in requests { await request.tell(nil) } })
        } catch {
            failure = error
        }
        logger.error("what was changed cannot be used, and is undone: \(failure.message)")
        for request in requests.reversed() { try request.undo() }
        let parts = try await composition(after: former)
        for request in requests {
            guard let entry = request.refusal(parts.clock.now(), failure.message) else { continue }
            do throws(JournalError) {
                try await parts.journal.append(entry)
            } catch {
                logger.error("not noted in the journal: \(error)")
            }
        }
        return (parts, { for request in requests { await request.tell(failure.message) } })
    }

    private func composition(after former: Composition) async throws(AgentError) -> Composition {
        try await Composition(
            configuration, clock: clock, logger: logger, metrics: former.metrics, status: former.status)
    }
}
