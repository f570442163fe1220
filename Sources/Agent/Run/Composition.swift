// Puts the services of the daemon together from its configuration. The one data path, readable in one place:
//
//     camera ─▶ MeterReader ─▶ Journal ─▶ Courier ─▶ sink
//
// Everything that can be wrong with cards and sinks is found, all of it at once, before the journal is touched.

import Capture
import Glibc
import Journal
import Logging
import Metering
import ServiceLifecycle
import Synchronization
import Uplink

/// The parts of a running agent.
struct Composition {
    let meters: [PreparedMeter]
    /// Meters that nobody has set up yet.
    let blanks: [BlankMeter]
    let devices: DeviceSet
    let sinks: [any Sink]
    let gates: [String: SinkGate]
    let evidence: Evidence?
    let inbox = RemoteInbox()
    let desk: RemoteDesk
    let journal: Journal
    let clock: AgentClock
    let clockWatch: ClockWatch
    let logger: Logger
    let metrics: AgentMetrics
    let status: AgentStatus
    /// What readings mean.
    let board = InsightBoard()
    let tariffs: [Tariff]
    /// Balance groups and systems, none of which has seen anything.
    let systems: [any SystemWatch]
    /// Readings of meters that no camera here looks at.
    let imports: [ImportedFile]

    /// The parts that follow from a configuration, with the figures and the state of those before them, if there were any.
    init(
        _ configuration: AgentConfiguration, clock: AgentClock, logger: Logger, metrics: AgentMetrics = AgentMetrics(),
        status: AgentStatus = AgentStatus()
    ) async throws(AgentError) {
        (self.metrics, self.status) = (metrics, status)
        var failures = FailureList()
        let devices = DeviceSet(configuration, logger: logger, failures: &failures)
        var (meters, blanks) = ([PreparedMeter](), [BlankMeter]())
        for setting in configuration.meters {
            failures.collect { () throws(AgentError) in
                guard !setting.isBlank else {
                    guard configuration.makesCards else { throw configuration.missingCard(of: setting) }
                    blanks.append(
                        try BlankMeter(setting, devices: devices, configuration: configuration, clock: clock))
                    return
                }
                meters.append(
                    try PreparedMeter(setting, devices: devices, device: configuration.device, clock: clock))
            }
        }
        for meter in meters {
            let triggers = meter.triggers
            failures.collect { () throws(AgentError) in
                try devices.connect(
                    meter.setting, onEdge: { triggers.call(.edge(line: $0)) }, onPulse: { triggers.pulse() })
            }
        }
        failures.add(PreparedMeter.clashes(meters, blanks, in: configuration))
        tariffs = configuration.tariffs
        let plan = InsightPlan(
            configuration, cards: meters.map { ($0.setting, $0.face.card) }, blanks: blanks.map(\.name))
        (systems, imports) = (plan.watches, configuration.imports)
        failures.add(plan.mistakes)
        // Of a meter with mistakes the name may not be known.
        if meters.count + blanks.count == configuration.meters.count {
            failures.add(
                SinkShare.mistakes(in: configuration, meters: meters.map(\.face.card.meter) + blanks.map(\.name)))
        }
        let infos = meters.flatMap { SinkMaker.info($0.face.card) }
        let makers = configuration.sinks.compactMap { setting in
            failures.collect { () throws(AgentError) in
                try SinkMaker(
                    setting, share: configuration.sinkShares[setting.name], device: configuration.device, meters: infos)
            }
        }
        let cameras = meters.map { ($0.setting.key, $0.source) } + blanks.map { ($0.setting.key, $0.source) }
        failures.add(await devices.failures(of: cameras))
        do throws(AgentError) {
            try failures.report()
        } catch {
            devices.end()
            throw error
        }
        self.devices = devices
        self.meters = meters
        self.blanks = blanks
        self.logger = logger
        do {
            journal = try Journal.open(path: configuration.journal, device: configuration.device)
            let evidence = configuration.evidenceBytes.map { Evidence(beside: configuration.journal, bytes: $0) }
            self.evidence = evidence
            let (journal, logger) = (journal, logger)
            let around = SinkMaker.Surroundings(journal: journal, evidence: evidence, inbox: inbox, logger: logger)
            sinks = makers.map { $0.make(around) }
            try await journal.register(sinks: sinks.map(\.name))
            self.clock = clock.notBefore(try await journal.latestCertainTime())
            clockWatch = ClockWatch(clock: self.clock, journal: journal, logger: logger)
            var gates: [String: SinkGate] = [:]
            for (sink, setting) in zip(sinks, configuration.sinks) {
                gates[sink.name] = try await SinkGate(
                    configuration.sinkPlans[sink.name] ?? SinkPlan(), sink: sink, device: configuration.device,
                    needsTime: setting.needsTime, clock: self.clock, journal: journal)
            }
            self.gates = gates
            // The last to go before an entry that somebody still waits for.
            if let evidence { await journal.spare { evidence.spare() } }
            desk = try await RemoteDesk(
                RemoteDesk.Parts(
                    meters: meters, gates: gates, sinkPlans: configuration.sinkPlans, evidence: evidence,
                    journal: journal, clock: self.clock, logger: logger),
                device: configuration.device, lines: Self.lines(makers, sinks))
            try await tellRecovery()
            try await tellCards()
        } catch {
            devices.end()
            throw .inputOutput(error.description)
        }
    }

    func meterService(
        _ meter: PreparedMeter, pulse: Pulse = Pulse(), onReading: @escaping @Sendable (Reading, Int64) -> Void
    ) -> MeterService {
        let (metrics, status, gates, name) = (metrics, status, gates, meter.face.card.meter)
        var service = MeterService(
            face: meter.face, source: meter.source, triggers: meter.triggers, weight: meter.setting.pulses?.weight,
            journal: journal, clock: clock, clockWatch: clockWatch, evidence: evidence, logger: logger,
            onReading: { reading, seq in
                metrics.add(reading)
                status.add(reading)
                onReading(reading, seq)
            }, onShot: { metrics.addShot(of: name, seconds: $0) }, onPicture: { status.note(name, $0) },
            onUrgent: { isAsked in for gate in gates.values { gate.call(isAsked: isAsked) } })
        service.onTrouble = { status.note(trouble: $0, of: name) }
        service.onUnstored = { status.note(trouble: $0, of: name + ", journal") }
        service.pulse = pulse
        return service
    }

    /// The ways by which commands come, by the name of the sink.
    private static func lines(_ makers: [SinkMaker], _ sinks: [any Sink]) -> [String: RemoteDesk.Line] {
        var lines: [String: RemoteDesk.Line] = [:]
        for (maker, sink) in zip(makers, sinks) {
            guard let commands = maker.commands, let broker = sink as? MQTTSink else { continue }
            lines[sink.name] = RemoteDesk.Line(secret: commands.secret) { picture, seq in
                await broker.enclose(picture, topic: "\(commands.evidenceTopic)/\(seq)")
            }
        }
        return lines
    }

    /// A journal that had to be mended is an alarm: somebody should look at the board's disk.
    private func tellRecovery() async throws(JournalError) {
        guard let recovery = journal.recovery else { return }
        logger.error("\(recovery)")
        var object = JSONObject()
        let time = clock.now()
        object.set("event", "journal-mended")
        object.set("state", "done")
        object.set("captured_at", time.wall.text)
        object.set("text", "\(recovery)")
        object.set("entries", recovery.entries)
        object.set("lost", Int(recovery.lost))
        do throws(JournalError) {
            try await journal.append(NewEntry(kind: CameraWatch.kind, meter: "", time: time, json: object.text))
        } catch {
            if error.mustEndProcess { throw error }
        }
    }

    /// The service that tells figures, if it is wanted; it listens already.
    func metricsService(
        _ setting: AgentConfiguration.MetricsSetting?
    ) throws(AgentError) -> WatchedService<MetricsService>? {
        guard let setting else { return nil }
        return try MetricsService.watched(setting, on: status.pulses, metricsPage)
    }

    /// What makes the page of figures.
    var metricsPage: @Sendable (_ isOpenMetrics: Bool) async -> MetricsServer.Page {
        let (metrics, journal, clock, board, names) = (metrics, journal, clock, board, sinks.map(\.name))
        let status = status
        return { isOpenMetrics in
            var text = await metrics.text(
                sinks: names, journal: journal, clock: clock, board: board, isOpenMetrics: isOpenMetrics)
            status.write(to: &text)
            return MetricsServer.Page(type: text.contentType, text: text.finished)
        }
    }

    /// The service of the control socket; it listens already. nil where there is none: a path that nobody asked for is not made.
    func controlService(_ path: String?) throws(AgentError) -> WatchedService<ControlService>? {
        guard path != nil || access(ControlClient.usualFolder, W_OK) == 0 else { return nil }
        let (status, meters, gates, journal, clock, board) = (status, meters, gates, journal, clock, board)
        let control = ControlDesk(
            status: { await status.object(meters, gates, journal: journal, clock: clock, board: board) },
            journal: journal, commands: desk, report: reporter)
        return try ControlService.watched(at: path, on: status.pulses) { await control.answer($0, by: $1, after: $2) }
    }

    func courierService(_ sink: any Sink, pulse: Pulse = Pulse()) -> CourierService {
        let (logger, status, name) = (logger, status, sink.name)
        let metadata: Logger.Metadata = ["sink": "\(name)"]
        let isWaiting = Mutex(false)
        let courier = Courier(journal: journal, sink: sink, gate: gates[sink.name] ?? OpenGate()) { state in
            status.note(name, state)
            let waits = if case .waiting = state { true } else { false }
            let waited = isWaiting.withLock { isWaiting in
                defer { isWaiting = waits }
                return isWaiting
            }
            // Who was told that it waits is told that it does no more.
            logger.log(level: waits || waited ? .warning : .info, "\(state)", metadata: metadata)
        } onSetPast: { entry in
            logger.error("\(entry)", metadata: metadata)
        }
        return CourierService(courier: courier, pulse: pulse)
    }
}
