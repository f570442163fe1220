// What a broker gets beside the entries: whether this gateway is there, and each register's newest accepted index for programs that
// know nothing of journals. All of it is retained, is sent anew over each connection, and never counts as an entry.

import Metering

/// The topics beside the entries.
public struct MQTTCompanions: Sendable, Equatable {
    /// Home Assistant's discovery, and the states that it names.
    public struct HomeAssistant: Sendable, Equatable {
        /// Where Home Assistant looks for what there is.
        public var prefix: TopicTemplate
        /// Where a register's newest accepted index is. What comes from a meter that was put in another's place goes one level
        /// below, under the number of exchanges.
        public var state: TopicTemplate

        /// Discovery with Home Assistant's own prefix unless another is named.
        public init(prefix: TopicTemplate? = nil, state: TopicTemplate? = nil) throws(UplinkError) {
            let (ownPrefix, ownState) = ("homeassistant", "meterclip/{device}/{meter}/state")
            self.prefix = if let prefix { prefix } else { try TopicTemplate(ownPrefix) }
            self.state = if let state { state } else { try TopicTemplate(ownState) }
        }
    }

    /// The gateway's name, as the journal has it.
    public var device: String
    /// The version of this program, told to Home Assistant.
    public var software: String
    /// Where the gateway says that it is there; nil: nowhere. Not used beside `edge`: a connection has one last will.
    public var status: TopicTemplate?
    /// The main topic of AI-on-the-edge-device; nil: its topics are not written.
    public var edge: TopicTemplate?
    /// Home Assistant; nil: it is told nothing.
    public var homeAssistant: HomeAssistant?
    /// The registers that Home Assistant is told of.
    public var meters: [MQTTSink.MeterInfo]
    /// What may be told of, by what entries are filed under, whatever was told before; nil: everything.
    public var shown: Set<String>?

    /// Only the status, at `meterclip/{device}/status`.
    ///
    /// - Throws: `UplinkError.badTopic` if the name cannot stand in a topic.
    public init(device: String, software: String, meters: [MQTTSink.MeterInfo] = []) throws(UplinkError) {
        guard TopicTemplate.isLevel(device) else {
            throw .badTopic(template: device, reason: "the name \"\(device)\" cannot be part of a topic")
        }
        self.device = device
        self.software = software
        self.meters = meters
        self.status = try TopicTemplate("meterclip/{device}/status")
    }

    /// Where and how the gateway says that it is there.
    var presence: MQTTPresence? {
        if let edge, let main = topic(edge) { return .edge(topic: main + "/connection") }
        if let status, let topic = topic(status) { return .status(topic: topic, device: device) }
        return nil
    }

    /// A template with the gateway's name and perhaps a register's in it; nil if that makes no topic.
    func topic(_ template: TopicTemplate, series: String = "-") -> String? {
        try? template.topic(device: device, meter: series, kind: "state")
    }
}

extension MQTTSink {
    /// What Home Assistant has to know of a register.
    public struct MeterInfo: Sendable, Equatable {
        /// The meter's name.
        public var meter: String
        /// The register's name; `main` where there is only one.
        public var register: String
        /// What its entries are filed under: `Entry.meter`.
        public var series: String
        /// What it measures.
        public var medium: Medium
        /// The unit of its index.
        public var unit: String
        /// The decimals of its index.
        public var decimals: Int

        /// A register from its parts.
        public init(meter: String, register: String, series: String, medium: Medium, unit: String, decimals: Int) {
            self.meter = meter
            self.register = register
            self.series = series
            self.medium = medium
            self.unit = unit
            self.decimals = decimals
        }
    }
}
