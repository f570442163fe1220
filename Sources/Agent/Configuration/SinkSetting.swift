// Where readings go, as the configuration says it.

import Uplink

extension AgentConfiguration {
    /// One destination.
    public enum SinkSetting: Sendable, Equatable {
        /// A file of JSON lines; without a rotation it grows for ever.
        case file(name: String, path: String, rotation: FileRotation? = FileRotation())
        /// An MQTT broker.
        case mqtt(name: String, host: String, port: Int, topic: String, user: String?, passwordFile: String?)
        /// A web server.
        case https(name: String, options: HTTPOptions)
        /// An InfluxDB.
        case influx(name: String, options: InfluxOptions)
    }
}
