// What Home Assistant is told of a register: the index, whether a reading was withheld, and when it was read last.
// The index is one that only ever rises (`total_increasing`). Home Assistant would add the whole index of an exchanged meter to
// what was used before, so each meter at a place is an entity of its own, and its predecessor's is taken back.

import Metering

/// A register in the words of Home Assistant's MQTT discovery.
struct HomeAssistantTopics {
    let companions: MQTTCompanions
    let options: MQTTCompanions.HomeAssistant
    let info: MQTTSink.MeterInfo

    /// The configurations, retained: who takes them later finds them. An empty one takes an entity back.
    func configurations(exchanges: Int, cost: SeriesMeaning.Cost? = nil) -> [(topic: String, payload: String)] {
        guard let state = stateTopic(exchanges: exchanges), let problem = problemTopic else { return [] }
        var result: [(topic: String, payload: String)] = (0..<max(0, exchanges)).suffix(Self.mostTakenBack).compactMap {
            old in configurationTopic("sensor", indexObject(old)).map { ($0, "") }
        }
        let index = entity(indexObject(exchanges), "sensor", indexName(exchanges), state) { config in
            if let kind = deviceClass { config.set("device_class", kind) }
            config.set("state_class", "total_increasing")
            config.set("unit_of_measurement", unit)
            config.set("suggested_display_precision", info.decimals)
            config.set("value_template", "{{ value_json.index }}")
            config.set("json_attributes_topic", state)
        }
        let time = entity("last_reading", "sensor", name("Last reading"), state) { config in
            config.set("device_class", "timestamp")
            config.set("entity_category", "diagnostic")
            config.set("value_template", "{{ value_json.captured_at }}")
        }
        let trouble = entity("problem", "binary_sensor", name("Problem"), problem) { config in
            config.set("device_class", "problem")
            config.set("entity_category", "diagnostic")
            config.set("value_template", "{{ value_json.problem }}")
            config.set("json_attributes_topic", problem)
        }
        let warning = warningTopic.flatMap { topic in
            entity("warning", "binary_sensor", name("Warning"), topic) { config in
                config.set("device_class", "problem")
                config.set("value_template", "{{ value_json.warning }}")
                config.set("json_attributes_topic", topic)
            }
        }
        result += [index, time, trouble, warning].compactMap { $0 } + costs(cost)
        return result
    }

    /// What use costs, where somebody has said what it does.
    private func costs(_ cost: SeriesMeaning.Cost?) -> [(topic: String, payload: String)] {
        guard let cost, let topic = costTopic else { return [] }
        func money(_ key: String, _ text: String) -> (topic: String, payload: String)? {
            entity(key, "sensor", name(text), topic) { config in
                config.set("device_class", "monetary")
                config.set("unit_of_measurement", cost.currency)
                config.set("value_template", "{{ value_json.\(key) }}")
            }
        }
        var wanted = [money("cost_so_far", "Cost this month"), money("cost_expected", "Expected bill")]
        if cost.balance != nil { wanted.append(money("balance", "Balance")) }
        if cost.days_left != nil {
            wanted.append(
                entity("days_left", "sensor", name("Balance lasts"), topic) { config in
                    config.set("device_class", "duration")
                    config.set("unit_of_measurement", "d")
                    config.set("value_template", "{{ value_json.days_left }}")
                })
        }
        return wanted.compactMap { $0 }
    }

    /// The states. There is no index before the first accepted reading, rather than a wrong one.
    func states(_ state: SeriesState) -> [(topic: String, payload: String)] {
        var messages: [(topic: String, payload: String)] = []
        if let topic = problemTopic {
            var object = JSONObject()
            object.set("problem", state.reasons.isEmpty ? "OFF" : "ON")
            object.set("reasons", state.reasons)
            object.set("captured_at", Timestamp(milliseconds: state.remarkedAt).text)
            messages.append((topic, object.text))
        }
        if let index = state.index, let topic = stateTopic(exchanges: state.exchanges) {
            var object = JSONObject()
            object.set("index", index)
            object.set("unit", info.unit)
            object.set("captured_at", Timestamp(milliseconds: state.at).text)
            object.set("confidence", state.confidence)
            object.set("quality", state.quality)
            object.set("exchanges", state.exchanges)
            messages.append((topic, object.text))
        }
        if let topic = warningTopic {
            let open = (state.meaning?.warnings ?? [:]).sorted { $0.key < $1.key }
            var object = JSONObject()
            object.set("warning", open.isEmpty ? "OFF" : "ON")
            object.set("kinds", open.map(\.key))
            object.set("texts", open.map(\.value))
            messages.append((topic, object.text))
        }
        if let cost = state.meaning?.cost, let topic = costTopic {
            var object = JSONObject()
            object.set("cost_so_far", cost.so_far)
            object.set("cost_expected", cost.expected)
            object.set("balance", cost.balance)
            object.set("days_left", cost.days_left.map { String($0) })
            object.set("currency", cost.currency)
            messages.append((topic, object.text))
        }
        return messages
    }

    // More exchanges than that while nobody was listening do not happen.
    private static let mostTakenBack = 8

    private func stateTopic(exchanges: Int) -> String? {
        companions.topic(options.state, series: info.series).map { exchanges == 0 ? $0 : $0 + "/\(exchanges)" }
    }

    private var warningTopic: String? {
        companions.topic(options.state, series: info.series).map { $0 + "/warning" }
    }

    private var costTopic: String? {
        companions.topic(options.state, series: info.series).map { $0 + "/cost" }
    }

    private var problemTopic: String? {
        companions.topic(options.state, series: info.series).map { $0 + "/problem" }
    }

    private var node: String { "meterclip_" + Self.identifier(companions.device) }

    private func indexObject(_ exchanges: Int) -> String { exchanges == 0 ? "index" : "index_\(exchanges + 1)" }

    private func indexName(_ exchanges: Int) -> String {
        name(exchanges == 0 ? "Index" : "Index of meter \(exchanges + 1)")
    }

    private func name(_ text: String) -> String { info.register == "main" ? text : "\(text) \(info.register)" }

    private func configurationTopic(_ component: String, _ object: String) -> String? {
        companions.topic(options.prefix).map {
            "\($0)/\(component)/\(node)/\(Self.identifier(info.series))_\(object)/config"
        }
    }

    private func entity(
        _ object: String, _ component: String, _ name: String, _ topic: String, _ more: (inout JSONObject) -> Void
    ) -> (topic: String, payload: String)? {
        guard let place = configurationTopic(component, object) else { return nil }
        let id = "\(Self.identifier(companions.device))_\(Self.identifier(info.series))_\(object)"
        var config = JSONObject()
        config.set("name", name)
        config.set("unique_id", "meterclip_" + id)
        // The first up to 2025.10, the second from 2026.4 on; each leaves the other aside.
        config.set("object_id", id)
        config.set("default_entity_id", component + "." + id.lowercased())
        config.set("state_topic", topic)
        config.set("qos", 1)
        for (key, value) in companions.presence?.homeAssistant ?? [] { config.set(key, value) }
        more(&config)
        config.set("device", device)
        return (place, config.text)
    }

    private var device: JSONObject {
        var object = JSONObject()
        object.set("identifiers", [node + "_" + Self.identifier(info.meter)])
        object.set("name", info.meter)
        object.set("manufacturer", "Meterclip")
        object.set("model", "Camera on a \(info.medium.rawValue) meter")
        object.set("sw_version", companions.software)
        return object
    }
}

// Home Assistant's own words.
extension HomeAssistantTopics {
    /// The unit as Home Assistant writes it.
    var unit: String {
        switch info.unit {
        case "m3", "m^3", "cbm": "m³"
        case "l", "liter", "litre", "Liter": "L"
        case "ft3", "cf": "ft³"
        case "kwh", "KWh": "kWh"
        default: info.unit
        }
    }

    /// What it measures, where Home Assistant takes it in this unit.
    var deviceClass: String? {
        switch info.medium {
        case .water: ["m³", "L", "ft³", "CCF", "gal"].contains(unit) ? "water" : nil
        case .gas where ["m³", "ft³", "CCF"].contains(unit): "gas"
        case .gas, .heat, .electricity: ["Wh", "kWh", "MWh", "MJ", "GJ"].contains(unit) ? "energy" : nil
        case .air: nil
        }
    }

    /// A name with only what identifiers may have. Where something had to be replaced, a sum over the name keeps it apart from
    /// others that come out the same.
    static func identifier(_ name: String) -> String {
        var sum: UInt32 = 2_166_136_261
        for byte in name.utf8 { sum = (sum ^ UInt32(byte)) &* 16_777_619 }
        let plain = String(
            String.UnicodeScalarView(
                name.unicodeScalars.map {
                    ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
                        || $0 == "_"
                        ? $0 : "_"
                }))
        return plain == name ? name : plain + "_" + String(sum, radix: 16)
    }
}
