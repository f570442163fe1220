// Makes sinks from what the configuration says of them, in two steps: what can be wrong is found before the journal is touched, and
// what remembers something does so in the journal.

import Journal
import Logging
import Metering
import Uplink

/// One destination, ready to be made.
struct SinkMaker {
    /// Makes it; `journal` is where it remembers what it must, `evidence` where the pictures are that it may send.
    let make: @Sendable (_ journal: Journal?, _ evidence: Evidence?, _ logger: Logger) -> any Sink

    /// Looks at everything that `setting` names. `meters` are those that Home Assistant is told of.
    init(
        _ setting: AgentConfiguration.SinkSetting, device: String, meters: [MQTTSink.MeterInfo]
    ) throws(AgentError) {
        switch setting {
        case .file(let name, let path, let rotation):
            make = { _, _, _ in FileSink(name: name, path: path, rotation: rotation) }
        case .https(let name, let options, let sendsEvidence):
            make = { _, evidence, logger in
                let pictures = evidence.map { evidence in
                    HTTPSink.Pictures(
                        onUnwelcome: { logger.warning("\($0.description)", metadata: ["sink": "\(name)"]) },
                        picture: { evidence.picture(of: $0) })
                }
                return HTTPSink(name: name, options: options, pictures: sendsEvidence ? pictures : nil)
            }
        case .influx(let name, let options): make = { _, _, _ in InfluxSink(name: name, options: options) }
        case .mqtt(let name, let broker):
            let options: MQTTOptions
            let companions: MQTTCompanions
            let password = try broker.passwordFile.map { (path) throws(AgentError) in try Self.password(path) }
            do throws(UplinkError) {
                options = try Self.options(broker, name: name, device: device, password: password)
                companions = try Self.companions(broker, device: device, meters: meters)
            } catch {
                throw .badData(error.description)
            }
            var limits = UplinkLimits()
            limits.window = broker.window
            make = { [limits] journal, _, logger in
                let store = journal.map { MQTTStore(journal: $0, note: "mqtt/\(name)") } ?? .none
                return MQTTSink(name: name, options: options, companions: companions, store: store, limits: limits) {
                    error in
                    logger.warning("\(error.description)", metadata: ["sink": "\(name)"])
                }
            }
        }
    }

    /// What Home Assistant has to know of the registers of a meter.
    static func info(_ meter: MeterCard) -> [MQTTSink.MeterInfo] {
        meter.registers.map { register in
            MQTTSink.MeterInfo(
                meter: meter.meter, register: register.name,
                series: Reading.series(meter: meter.meter, register: register.name), medium: meter.medium,
                unit: meter.unit, decimals: register.decimals)
        }
    }

    private static func password(_ path: String) throws(AgentError) -> String {
        do {
            return try SecretFile.secret(in: path)
        } catch {
            throw .badData(error.description)
        }
    }

    private static func options(
        _ broker: AgentConfiguration.BrokerSetting, name: String, device: String, password: String?
    ) throws(UplinkError) -> MQTTOptions {
        MQTTOptions(
            host: broker.host, port: UInt16(broker.port), clientID: "meterclip-\(device)-\(name)",
            login: broker.user.map { MQTTOptions.Login(user: $0, password: password) }, tls: broker.tls,
            version: broker.version, topic: try TopicTemplate(broker.topic))
    }

    private static func companions(
        _ broker: AgentConfiguration.BrokerSetting, device: String, meters: [MQTTSink.MeterInfo]
    ) throws(UplinkError) -> MQTTCompanions {
        var companions = try MQTTCompanions(device: device, software: AgentVersion.text, meters: meters)
        if !broker.tellsStatus { companions.status = nil }
        companions.edge = try broker.edge.map { (text) throws(UplinkError) in try TopicTemplate(text) }
        companions.homeAssistant = try broker.homeAssistant.map { (prefix) throws(UplinkError) in
            try MQTTCompanions.HomeAssistant(prefix: TopicTemplate(prefix))
        }
        return companions
    }
}
