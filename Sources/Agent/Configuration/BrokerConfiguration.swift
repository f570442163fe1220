// Reads a `[[sink]]` of kind mqtt: which broker, as whom, and what it is told beside the readings.

import Uplink

extension AgentConfiguration {
    private enum ProtocolVersion: String, CaseIterable {
        case v5 = "5"
        case v311 = "3.1.1"
    }

    private enum Companion: String, CaseIterable {
        case edge = "ai-on-the-edge"
    }

    static func readBroker(_ table: TableReader, _ path: String) -> BrokerSetting {
        var broker = BrokerSetting(host: readText(table, "host"))
        let trust = TrustConfiguration(table, path)
        if table.flag("tls", default: trust.authorities != nil || trust.certificate != nil) {
            broker.tls = MQTTOptions.TLS(authorities: trust.authorities, certificate: trust.certificate)
        } else if trust.authorities != nil || trust.certificate != nil {
            table.mistakes.add(
                table.key("tls"), "certificates mean nothing without encryption", "leave out tls = false")
        }
        if let address = BrokerAddress(broker.host) {
            table.mistakes.add(table.key("host"), "\"\(address.text)\" is more than a host's name", address.advice)
        }
        broker.port = table.integer("port", in: 1...65_535, default: broker.tls == nil ? 1883 : 8883)
        broker.topic = readTopic(table, "topic", default: broker.topic)
        broker.user = table.has("user") ? table.string("user") : nil
        broker.passwordFile = TrustConfiguration.secret(table, "passwordFile", path)
        if broker.passwordFile != nil, broker.user == nil {
            table.mistakes.add(table.key("passwordFile"), "a password without a user", "add user = \"…\"")
        }
        let version: ProtocolVersion = table.choice("version", default: .v5) ?? .v5
        broker.version = version == .v5 ? .v5 : .v311
        broker.window = table.integer("window", in: 1...UplinkLimits().window, default: UplinkLimits().window)
        readCompanions(table, &broker)
        broker.commands = readCommands(table, path, isMutual: trust.certificate != nil)
        return broker
    }

    /// What is taken from the broker: signed commands, or those of a broker where everybody has a certificate.
    private static func readCommands(_ table: TableReader, _ path: String, isMutual: Bool) -> Commands? {
        var commands = Commands()
        commands.topic = readTopic(table, "commandTopic", default: commands.topic)
        commands.evidenceTopic = readTopic(table, "evidenceTopic", default: commands.evidenceTopic)
        commands.keyFile = TrustConfiguration.secret(table, "commandKeyFile", path, least: Limits.remoteSecretMin)
        for (key, topic) in [("commandTopic", commands.topic), ("evidenceTopic", commands.evidenceTopic)]
        where topic.contains("{meter}") || topic.contains("{kind}") {
            table.mistakes.add(
                table.key(key), "there is one topic for all meters", "leave out {meter} and {kind}")
        }
        guard table.flag("commands", default: false) else {
            for key in ["commandTopic", "evidenceTopic", "commandKeyFile"] where table.has(key) {
                table.mistakes.add(table.key(key), "no commands are taken", "add commands = true")
            }
            return nil
        }
        if !table.has("commandKeyFile"), !isMutual {
            table.mistakes.add(
                table.key("commands"), "anybody on the broker could give commands",
                "add commandKeyFile = \"…\" with a secret that signs them, or certificateFile and keyFile")
        }
        return commands
    }

    private static func readCompanions(_ table: TableReader, _ broker: inout BrokerSetting) {
        broker.tellsStatus = table.flag("status", default: true)
        let main = readTopic(table, "compatibleTopic", default: "{device}")
        if table.has("compatible") {
            let companion: Companion? = table.choice("compatible")
            if companion == .edge { broker.edge = main }
        } else {
            _ = table.string("compatible", default: "")
            if table.has("compatibleTopic") {
                table.mistakes.add(
                    table.key("compatibleTopic"), "nothing is written below it", "add compatible = \"ai-on-the-edge\"")
            }
        }
        let prefix = readTopic(table, "homeAssistantPrefix", default: "homeassistant")
        if table.flag("homeAssistant", default: false) {
            broker.homeAssistant = prefix
        } else if table.has("homeAssistantPrefix") {
            table.mistakes.add(
                table.key("homeAssistantPrefix"), "Home Assistant is told nothing", "add homeAssistant = true")
        }
    }

    private static func readTopic(_ table: TableReader, _ key: String, default fallback: String) -> String {
        let topic = table.string(key, default: fallback)
        do {
            _ = try TopicTemplate(topic)
        } catch {
            table.mistakes.add(table.key(key), error.description, "write it like \"\(fallback)\"")
        }
        return topic
    }
}
