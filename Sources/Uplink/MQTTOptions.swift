// Which broker, as whom, and where on it. Reading these from a configuration and checking them is the agent's part.

/// A broker and how to use it.
public struct MQTTOptions: Sendable, Equatable {
    /// The protocol's versions that are spoken.
    public enum Version: Sendable, Hashable {
        /// MQTT 3.1.1. The broker cannot say that it refuses an entry: what its access rules forbid counts as delivered.
        case v311
        /// MQTT 5: acknowledgements carry a reason. The broker must be a sound one: libmosquitto 2.0.11 (Debian 12) aborts the
        /// process at a property it does not know. The journal loses nothing by that, but such a broker wants 3.1.1.
        case v5
    }

    /// Name and password.
    public struct Login: Sendable, Equatable {
        /// The name.
        public var user: String
        /// The password, if the broker wants one.
        public var password: String?

        /// A login from its parts.
        public init(user: String, password: String? = nil) {
            self.user = user
            self.password = password
        }
    }

    /// How the connection is protected: TLS 1.2 or later, the broker's chain of certificates and its name verified. That cannot
    /// be turned off.
    public struct TLS: Sendable, Equatable {
        /// A PEM file with the authorities that are trusted; nil: the system's.
        public var authorities: String?
        /// Who we are, for a broker that wants to know by a certificate.
        public var certificate: ClientCertificate?

        /// Protection by the system's authorities unless others are named.
        public init(authorities: String? = nil, certificate: ClientCertificate? = nil) {
            self.authorities = authorities
            self.certificate = certificate
        }
    }

    /// The broker's name or address.
    public var host: String
    /// The broker's port.
    public var port: UInt16
    /// The name of this connection. A broker drops the older of two clients that use the same.
    public var clientID: String
    /// Who we are, if the broker asks.
    public var login: Login?
    /// The protection; nil: none, everybody in between can read and change what is sent.
    public var tls: TLS?
    /// The version to speak.
    public var version: Version
    /// Where each entry goes.
    public var topic: TopicTemplate
    /// Where the head-end's commands come from, there and below; nil: it has none to give.
    public var commandTopic: String?

    /// Options from their parts.
    public init(
        host: String, port: UInt16? = nil, clientID: String, login: Login? = nil, tls: TLS? = nil,
        version: Version = .v5, topic: TopicTemplate
    ) {
        self.host = host
        self.port = port ?? (tls == nil ? 1883 : 8883)
        self.clientID = clientID
        self.login = login
        self.tls = tls
        self.version = version
        self.topic = topic
    }

    /// How messages name this broker.
    public var endpoint: String { "\(tls == nil ? "mqtt" : "mqtts")://\(host):\(port)" }
}
