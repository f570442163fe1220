// Puts the services of the daemon together from its configuration. The one data path, readable in one place:
//
//     camera ─▶ MeterReader ─▶ Journal ─▶ Courier ─▶ sink
//
// Everything that can be wrong with cards and sinks is found, all of it at once, before the journal is touched.

import Capture
import Journal
import Logging
import Metering
import ServiceLifecycle
import Uplink

/// The parts of a running agent.
struct Composition {
    let meters: [PreparedMeter]
    let devices: DeviceSet
    let sinks: [any Sink]
    let journal: Journal
    let clock: AgentClock
    let clockWatch: ClockWatch
    let logger: Logger
    let metrics = AgentMetrics()

    init(_ configuration: AgentConfiguration, clock: AgentClock, logger: Logger) async throws(AgentError) {
        var failures = FailureList()
        let devices = DeviceSet(configuration, logger: logger, failures: &failures)
        let meters = configuration.meters.compactMap { meter in
            failures.collect { () throws(AgentError) in
                try PreparedMeter(meter, devices: devices, device: configuration.device, clock: clock)
            }
        }
        for meter in meters {
            let triggers = meter.triggers
            failures.collect { () throws(AgentError) in
                try devices.connect(
                    meter.setting, onEdge: { triggers.call(.edge(line: $0)) }, onPulse: { triggers.pulse() })
            }
        }
        failures.add(PreparedMeter.clashes(meters, in: configuration))
        let sinks = configuration.sinks.compactMap { setting in
            failures.collect { () throws(AgentError) in
                try Composition.sink(setting, device: configuration.device)
            }
        }
        failures.add(await devices.failures(of: meters))
        try failures.report()
        self.devices = devices
        self.meters = meters
        self.sinks = sinks
        self.logger = logger
        do {
            journal = try Journal.open(path: configuration.journal, device: configuration.device)
            try await journal.register(sinks: sinks.map(\.name))
            self.clock = clock.notBefore(try await journal.latestCertainTime())
            clockWatch = ClockWatch(clock: self.clock, journal: journal, logger: logger)
        } catch {
            throw .inputOutput(error.description)
        }
    }

    func meterService(
        _ meter: PreparedMeter, onReading: @escaping @Sendable (Reading, Int64) -> Void
    ) -> MeterService {
        let (metrics, name) = (metrics, meter.face.card.meter)
        return MeterService(
            face: meter.face, source: meter.source, triggers: meter.triggers,
            cadence: meter.setting.plan.cadence, weight: meter.setting.pulses?.weight, journal: journal, clock: clock,
            clockWatch: clockWatch, logger: logger,
            onReading: { reading, seq in
                metrics.add(reading)
                onReading(reading, seq)
            }, onShot: { metrics.addShot(of: name, seconds: $0) })
    }

    /// The service that tells figures, if it is wanted; it listens already.
    func metricsService(_ setting: AgentConfiguration.MetricsSetting?) throws(AgentError) -> MetricsService? {
        guard let setting else { return nil }
        let (metrics, journal, clock, names) = (metrics, journal, clock, sinks.map(\.name))
        let server = try MetricsServer(setting) { isOpenMetrics in
            let text = await metrics.text(sinks: names, journal: journal, clock: clock, isOpenMetrics: isOpenMetrics)
            return MetricsServer.Page(type: text.contentType, text: text.finished)
        }
        return MetricsService(server: server)
    }

    func courierService(_ sink: any Sink) -> CourierService {
        let logger = logger
        let metadata: Logger.Metadata = ["sink": "\(sink.name)"]
        let courier = Courier(journal: journal, sink: sink) { state in
            switch state {
            case .connected, .resting: logger.info("\(state)", metadata: metadata)
            case .waiting: logger.warning("\(state)", metadata: metadata)
            }
        } onSetPast: { entry in
            logger.error("\(entry)", metadata: metadata)
        }
        return CourierService(courier: courier)
    }

    static func sink(
        _ setting: AgentConfiguration.SinkSetting, device: String
    ) throws(AgentError) -> any Sink {
        switch setting {
        case .file(let name, let path, let rotation): return FileSink(name: name, path: path, rotation: rotation)
        case .https(let name, let options): return HTTPSink(name: name, options: options)
        case .influx(let name, let options): return InfluxSink(name: name, options: options)
        case .mqtt(let name, let host, let port, let topic, let user, let passwordFile):
            var password: String?
            if let passwordFile {
                password = String(try TextFile.read(passwordFile).prefix { $0 != "\n" && $0 != "\r\n" })
            }
            let template: TopicTemplate
            do {
                template = try TopicTemplate(topic)
            } catch {
                throw .badData(error.description)
            }
            return MQTTSink(
                name: name,
                options: MQTTOptions(
                    host: host, port: UInt16(port), clientID: "meterclip-\(device)-\(name)",
                    login: user.map { MQTTOptions.Login(user: $0, password: password) }, topic: template))
        }
    }
}
