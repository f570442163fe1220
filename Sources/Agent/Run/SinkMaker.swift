// Makes sinks from what the configuration says of them, in two steps: what can be wrong is found before the journal is touched, and
// what remembers something does so in the journal. A sink with a share never gets to see what it may not have.

import Capture
import Journal
import Logging
import Metering
import Uplink

/// One destination, ready to be made.
struct SinkMaker {
    /// What a sink may need of the agent.
    struct Surroundings: Sendable {
        /// Where it remembers what it must; nil where nothing is remembered.
        var journal: Journal?
        /// Where the pictures are that it may send.
        var evidence: Evidence?
        /// Where it puts what may be commands.
        var inbox: RemoteInbox?
        var logger: Logger
    }

    /// What is needed to take commands from a sink.
    struct Commands: Sendable {
        /// What signs them; nil: mutual TLS.
        var secret: String?
        /// Where pictures go.
        var evidenceTopic: String
    }

    /// Makes it.
    private(set) var make: @Sendable (Surroundings) -> any Sink
    /// Whose commands are taken, if any are.
    private(set) var commands: Commands?

    /// Looks at everything that `setting` and its `share` name. `meters` are all there are.
    init(
        _ setting: AgentConfiguration.SinkSetting, share: SinkShare? = nil, device: String,
        meters: [MQTTSink.MeterInfo]
    ) throws(AgentError) {
        guard let share else {
            try self.init(setting, device: device, meters: meters, shown: nil)
            return
        }
        let pseudonyms: Pseudonyms?
        let name: String
        do throws(UplinkError) {
            pseudonyms = try share.pseudonyms()
            name = try pseudonyms?.pseudonym(of: device) ?? device
        } catch {
            throw .badData(error.description)
        }
        let shared = meters.filter { share.rules.meters?.contains($0.meter) ?? true }
        try self.init(setting, device: name, meters: shared, shown: Set(shared.map(\.series)))
        let owners = Dictionary(
            meters.map { ($0.series, RegisterName($0.meter, $0.register)) }, uniquingKeysWith: { first, _ in first })
        let bare = make
        make = { around in
            let sink = bare(around)
            // Without a journal there is nothing to deliver.
            guard let journal = around.journal else { return sink }
            return SharedSink(
                sink, rules: share.rules, pseudonyms: pseudonyms, owners: owners, journal: journal, zone: .system)
        }
    }

    /// The sink of `setting` alone, whose topics call the gateway `device`.
    private init(
        _ setting: AgentConfiguration.SinkSetting, device: String, meters: [MQTTSink.MeterInfo], shown: Set<String>?
    ) throws(AgentError) {
        switch setting {
        case .file(let name, let path, let rotation):
            make = { _ in FileSink(name: name, path: path, rotation: rotation) }
        case .https(let name, let options, let sendsEvidence):
            make = { around in
                let logger = around.logger
                let pictures = around.evidence.map { evidence in
                    HTTPSink.Pictures(
                        onUnwelcome: { logger.warning("\($0.description)", metadata: ["sink": "\(name)"]) },
                        picture: { evidence.picture(of: $0) })
                }
                return HTTPSink(name: name, options: options, pictures: sendsEvidence ? pictures : nil)
            }
        case .influx(let name, let options): make = { _ in InfluxSink(name: name, options: options) }
        case .mqtt(let name, let broker):
            let options: MQTTOptions
            let companions: MQTTCompanions
            let password = try broker.passwordFile.map { (path) throws(AgentError) in try Self.password(path) }
            do throws(UplinkError) {
                options = try Self.options(broker, name: name, device: device, password: password)
                commands = try broker.commands.map { (setting) throws(UplinkError) in
                    Commands(
                        secret: try setting.keyFile.map { (file) throws(UplinkError) in
                            try SecretFile.secret(in: file)
                        },
                        evidenceTopic: try TopicTemplate(setting.evidenceTopic).topic(device: device))
                }
                companions = try Self.companions(broker, device: device, meters: meters, shown: shown)
            } catch {
                throw .badData(error.description)
            }
            var limits = UplinkLimits()
            limits.window = broker.window
            make = { [limits] around in
                let (inbox, logger) = (around.inbox, around.logger)
                let store = around.journal.map { MQTTStore(journal: $0, note: "mqtt/\(name)") } ?? .none
                return MQTTSink(
                    name: name, options: options, companions: companions, store: store, limits: limits,
                    onDenied: { logger.warning("\($0.description)", metadata: ["sink": "\(name)"]) },
                    onCommand: { inbox?.put($0, from: name) })
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
        var options = MQTTOptions(
            host: broker.host, port: UInt16(broker.port), clientID: "meterclip-\(device)-\(name)",
            login: broker.user.map { MQTTOptions.Login(user: $0, password: password) }, tls: broker.tls,
            version: broker.version, topic: try TopicTemplate(broker.topic))
        options.commandTopic = try broker.commands.map { (setting) throws(UplinkError) in
            try TopicTemplate(setting.topic).topic(device: device)
        }
        return options
    }

    private static func companions(
        _ broker: AgentConfiguration.BrokerSetting, device: String, meters: [MQTTSink.MeterInfo], shown: Set<String>?
    ) throws(UplinkError) -> MQTTCompanions {
        var companions = try MQTTCompanions(device: device, software: AgentVersion.text, meters: meters)
        companions.shown = shown
        if !broker.tellsStatus { companions.status = nil }
        companions.edge = try broker.edge.map { (text) throws(UplinkError) in try TopicTemplate(text) }
        companions.homeAssistant = try broker.homeAssistant.map { (prefix) throws(UplinkError) in
            try MQTTCompanions.HomeAssistant(prefix: TopicTemplate(prefix))
        }
        return companions
    }
}
