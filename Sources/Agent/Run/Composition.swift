// Puts the services of the daemon together from its configuration. The one data path, readable in one place:
//
//     camera ─▶ MeterReader ─▶ Journal ─▶ Courier ─▶ sink

import Capture
import Journal
import Logging
import Metering
import Recognition
import ServiceLifecycle
import Uplink

/// The parts of a running agent.
struct Composition {
    let configuration: AgentConfiguration
    let journal: Journal
    let clock: AgentClock
    let logger: Logger

    init(_ configuration: AgentConfiguration, clock: AgentClock, logger: Logger) async throws(AgentError) {
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        do {
            journal = try Journal.open(path: configuration.journal, device: configuration.device)
            try await journal.register(sinks: configuration.sinks.map(\.name))
        } catch {
            throw .inputOutput(error.description)
        }
    }

    func meterService(
        _ meter: AgentConfiguration.Meter, onReading: @escaping @Sendable (Reading, Int64) -> Void
    ) throws(AgentError) -> MeterService {
        let (face, source) = try faceAndSource(meter)
        return MeterService(
            face: face, source: source, interval: meter.interval, journal: journal, clock: clock, logger: logger,
            onReading: onReading)
    }

    func courierService(_ setting: AgentConfiguration.SinkSetting) throws(AgentError) -> CourierService {
        let sink = try sink(setting)
        let logger = logger
        let courier = Courier(journal: journal, sink: sink) { state in
            let metadata: Logger.Metadata = ["sink": "\(sink.name)"]
            switch state {
            case .connected: logger.info("\(state)", metadata: metadata)
            case .waiting: logger.warning("\(state)", metadata: metadata)
            }
        }
        return CourierService(courier: courier)
    }

    private func faceAndSource(
        _ meter: AgentConfiguration.Meter
    ) throws(AgentError) -> (MeterFace, any FrameSource) {
        switch meter.camera {
        case .folder(let path):
            let face = try MeterFace(cardAt: meter.card ?? "")
            do {
                return (face, try ReplaySource(paths: [path]))
            } catch {
                throw .noInput(error.description)
            }
        case .simulated(let face, let seed, let acceleration):
            return try SimulatedSetup.make(face, seed: seed, acceleration: acceleration, clock: clock)
        }
    }

    private func sink(_ setting: AgentConfiguration.SinkSetting) throws(AgentError) -> any Sink {
        switch setting {
        case .file(let name, let path): return FileSink(name: name, path: path)
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
                    host: host, port: UInt16(port), clientID: "meterclip-\(configuration.device)-\(name)",
                    login: user.map { MQTTOptions.Login(user: $0, password: password) }, topic: template))
        }
    }
}

extension AgentConfiguration.SinkSetting {
    /// The sink's name in the journal.
    var name: String {
        switch self {
        case .file(let name, _), .mqtt(let name, _, _, _, _, _): return name
        }
    }
}
