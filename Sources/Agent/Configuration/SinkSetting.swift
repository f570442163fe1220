// Where readings go, as the configuration says it.

import Uplink

extension AgentConfiguration {
    /// An MQTT broker, and what it is told.
    public struct BrokerSetting: Sendable, Equatable {
        /// Its name or address.
        public var host: String
        /// Its port.
        public var port: Int
        /// Where entries go.
        public var topic = "meterclip/{device}/{meter}/{kind}"
        /// Who we are, if it asks.
        public var user: String?
        /// Where the password is.
        public var passwordFile: String?
        /// The protection; nil: none.
        public var tls: MQTTOptions.TLS?
        /// The protocol's version.
        public var version = MQTTOptions.Version.v5
        /// Entries on their way without an answer. With 1 they arrive in order even at a broker that loses one of several when one
        /// of its nodes dies; with more they go faster.
        public var window = UplinkLimits().window
        /// Whether it is told that the gateway is there.
        public var tellsStatus = true
        /// The main topic for programs that know AI-on-the-edge-device; nil: none.
        public var edge: String?
        /// Where Home Assistant looks for what there is; nil: it is told nothing.
        public var homeAssistant: String?
        /// Where commands come from; nil: none are taken.
        public var commands: Commands?

        /// A broker without more.
        public init(host: String, port: Int = 1883) {
            self.host = host
            self.port = port
        }
    }

    /// Commands from a broker. They are signed, or everybody on the broker has a certificate.
    public struct Commands: Sendable, Equatable {
        /// Where they come, there and below.
        public var topic = "meterclip/{device}/command"
        /// Where the secret is that signs them; nil: mutual TLS.
        public var keyFile: String?
        /// Where pictures go that were asked for, each under the number of its entry.
        public var evidenceTopic = "meterclip/{device}/evidence"
    }

    /// One destination.
    public enum SinkSetting: Sendable, Equatable {
        /// A file of JSON lines; without a rotation it grows for ever.
        case file(name: String, path: String, rotation: FileRotation? = FileRotation())
        /// An MQTT broker.
        case mqtt(name: String, broker: BrokerSetting)
        /// A web server; with `sendsEvidence` it gets the pictures that are kept, too.
        case https(name: String, options: HTTPOptions, sendsEvidence: Bool = false)
        /// An InfluxDB.
        case influx(name: String, options: InfluxOptions)

        /// The name under which the journal keeps its place.
        var name: String {
            switch self {
            case .file(let name, _, _), .mqtt(let name, _), .https(let name, _, _), .influx(let name, _): name
            }
        }

        /// Whether certificates decide who is trusted: they hold from one time to another.
        var needsTime: Bool {
            switch self {
            case .file: false
            case .mqtt(_, let broker): broker.tls != nil
            case .https(_, let options, _): options.endpoint.isEncrypted
            case .influx(_, let options): options.server.endpoint.isEncrypted
            }
        }
    }
}
