// What the daemon is to do: which meters, where their frames come from, where readings are kept and sent.

import Capture
import Metering

/// The daemon's configuration.
public struct AgentConfiguration: Sendable {
    /// Where the frames of a meter come from.
    public enum Camera: Sendable, Equatable {
        /// A meter that exists only in this program.
        case simulated(SimulatedFace, seed: UInt64, acceleration: Double)
        /// Recorded pictures, one after another, for as long as there are some.
        case folder(String)
    }

    /// One meter.
    public struct Meter: Sendable, Equatable {
        /// The meter card; nil for a simulated meter, which brings its own.
        public var card: String?
        /// Where its frames come from.
        public var camera: Camera
        /// Time from one reading to the next.
        public var interval: Duration
        /// What a simulated meter is called; nil for its usual name. Any other is named by its card.
        public var name: String? = nil
        /// The line of the configuration on which it stands, for messages.
        public var line: Int? = nil
    }

    /// One destination.
    public enum SinkSetting: Sendable, Equatable {
        /// A file of JSON lines.
        case file(name: String, path: String)
        /// An MQTT broker.
        case mqtt(name: String, host: String, port: Int, topic: String, user: String?, passwordFile: String?)
    }

    /// The gateway's name.
    public var device: String
    /// The journal's file.
    public var journal: String
    /// The meters.
    public var meters: [Meter]
    /// The destinations.
    public var sinks: [SinkSetting]
    /// The file it was read from, for messages.
    public var path: String? = nil

    /// A demonstration without hardware: three simulated meters, journal and outbox in `folder`.
    public static func simulation(in folder: String) -> AgentConfiguration {
        let faces: [SimulatedFace] = [.water, .gas, .electricity]
        let meters = faces.enumerated().map { number, face in
            Meter(
                card: nil, camera: .simulated(face, seed: UInt64(number + 1), acceleration: 60),
                interval: .seconds(3))
        }
        return AgentConfiguration(
            device: "simulated", journal: folder + "/journal.db", meters: meters,
            sinks: [.file(name: "outbox", path: folder + "/outbox.jsonl")])
    }
}
