// How a gateway says on a broker that it is there, and how the broker says it for a gateway that no longer can.

import Metering

/// A topic and what is said there.
struct MQTTPresence: Sendable, Equatable {
    let topic: String
    /// Connected.
    let online: String
    /// Left on purpose until the next appointment; nil: what was said last stays.
    let resting: String?
    /// The last will: the connection is lost, or the program has ended.
    let offline: String
    /// How Home Assistant is told to read it.
    let homeAssistant: [(key: String, value: String)]

    /// JSON with a `state`: `online`, `resting` or `offline`.
    static func status(topic: String, device: String) -> MQTTPresence {
        func text(_ state: String) -> String {
            var object = JSONObject()
            object.set("device", device)
            object.set("state", state)
            return object.text
        }
        return MQTTPresence(
            topic: topic, online: text("online"), resting: text("resting"), offline: text("offline"),
            // Who rests will be back: what was read last still holds.
            homeAssistant: [
                ("availability_topic", topic),
                ("availability_template", "{{ 'offline' if value_json.state == 'offline' else 'online' }}"),
            ])
    }

    /// The words of AI-on-the-edge-device, which knows no rest: who rests stays connected.
    static func edge(topic: String) -> MQTTPresence {
        MQTTPresence(
            topic: topic, online: "connected", resting: nil, offline: "connection lost",
            homeAssistant: [
                ("availability_topic", topic), ("payload_available", "connected"),
                ("payload_not_available", "connection lost"),
            ])
    }

    static func == (a: MQTTPresence, b: MQTTPresence) -> Bool {
        a.topic == b.topic && a.online == b.online && a.offline == b.offline
    }
}
