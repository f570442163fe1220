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

    /// The broker's name or address.
    public var host: String
    /// The broker's port.
    public var port: UInt16
    /// The name of this connection. A broker drops the older of two clients that use the same.
    public var clientID: String
    /// Who we are, if the broker asks.
    public var login: Login?
    /// The version to speak.
    public var version: Version
    /// Where each entry goes.
    public var topic: TopicTemplate

    /// Options from their parts.
    public init(
        host: String, port: UInt16 = 1883, clientID: String, login: Login? = nil, version: Version = .v5,
        topic: TopicTemplate
    ) {
        self.host = host
        self.port = port
        self.clientID = clientID
        self.login = login
        self.version = version
        self.topic = topic
    }

    /// How messages name this broker.
    public var endpoint: String { "mqtt://\(host):\(port)" }
}
