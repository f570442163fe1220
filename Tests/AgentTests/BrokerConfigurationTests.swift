// A broker's table: everything that it can say, and mistakes with their advice.

import Capture
import Metering
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct BrokerConfigurationTests {
    private let folder = TemporaryFolder()

    private func read(_ lines: String) throws -> AgentConfiguration { try AgentConfiguration.read(written(lines)) }

    private func written(_ lines: String) -> String {
        folder.write(Array("secret\n".utf8), to: "password")
        let path = folder.path + "/meterclip.toml"
        let text = """
            device = "gw"
            journal = "journal.db"
            [[meter]]
            camera = { kind = "simulated", face = "water" }
            [[sink]]
            kind = "mqtt"
            \(lines)
            """
        folder.write(Array(text.utf8), to: "meterclip.toml")
        return path
    }

    @Test func aBrokerSaysAllItCan() throws {
        let configuration = try read(
            """
            host = "broker.local"
            tls = true
            version = "3.1.1"
            topic = "m/{meter}"
            user = "u"
            passwordFile = "password"
            window = 1
            status = false
            compatible = "ai-on-the-edge"
            compatibleTopic = "watermeter"
            homeAssistant = true
            homeAssistantPrefix = "ha"
            dayBytes = "2MiB"
            schedule = { times = ["03:00"], jitter = "1m", events = false }
            """)
        guard case .mqtt(let name, let broker) = configuration.sinks[0] else {
            Issue.record("no broker")
            return
        }
        #expect(name == "mqtt")
        #expect(broker.tls == MQTTOptions.TLS() && broker.port == 8883 && broker.version == .v311)
        #expect(broker.topic == "m/{meter}" && broker.user == "u" && !broker.tellsStatus && broker.window == 1)
        #expect(broker.edge == "watermeter" && broker.homeAssistant == "ha")
        #expect(configuration.sinks[0].needsTime)
        var plan = SinkPlan()
        (plan.pattern, plan.jitter, plan.isEager, plan.dayBytes) = (.daily([180]), 60_000, false, 2 << 20)
        #expect(configuration.sinkPlans == ["mqtt": plan])
    }

    @Test func aBrokerNeedsOnlyItsHost() throws {
        let configuration = try read("host = \"broker.local\"")
        #expect(
            configuration.sinks == [.mqtt(name: "mqtt", broker: AgentConfiguration.BrokerSetting(host: "broker.local"))]
        )
        #expect(configuration.sinkPlans == ["mqtt": SinkPlan()])
    }

    @Test(arguments: [
        ("host = \"mqtt://b\"", "more than a host's name"), ("host = \"b\"\nversion = \"4\"", "unknown version"),
        ("host = \"b\"\ntopic = \"a/#\"", "wildcard"), ("host = \"b\"\npasswordFile = \"password\"", "without a user"),
        ("host = \"b\"\nuser = \"u\"\npasswordFile = \"none\"", "holds no secret"),
        ("host = \"b\"\nauthorityFile = \"none.pem\"", "cannot be read"),
        ("host = \"b\"\nkeyFile = \"password\"", "is not PEM"),
        ("host = \"b\"\ncompatible = \"edge\"", "unknown compatible"),
        ("host = \"b\"\ncompatibleTopic = \"x\"", "nothing is written"),
        ("host = \"b\"\nhomeAssistantPrefix = \"x\"", "is told nothing"),
        ("host = \"b\"\nschedule = { jitter = \"1m\" }", "no time"),
        ("host = \"b\"\ndayBytes = \"much\"", "not a size"),
        ("host = \"b\"\nwindow = 0", "wrong form"),
        ("host = \"b\"\ntls = false\nauthorityFile = \"password\"", "without encryption"),
    ])
    func aMistakeIsToldWithItsLine(lines: String, problem: String) {
        let error = #expect(throws: AgentError.self) { try read(lines) }
        guard case .mistakes(_, let placed)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(placed.contains { $0.mistake.problem.contains(problem) && $0.line >= 5 }, "\(placed)")
    }

    @Test func commandsAreTakenOnlyFromThoseWhoProveThatTheyMay() throws {
        folder.write(Array((String(repeating: "k", count: 32) + "\n").utf8), to: "key")
        let configuration = try read(
            "host = \"b\"\ncommands = true\ncommandKeyFile = \"key\"\ncommandTopic = \"c/{device}\"")
        guard case .mqtt(_, let broker) = configuration.sinks[0] else {
            Issue.record("no broker")
            return
        }
        #expect(broker.commands?.topic == "c/{device}")
        #expect(broker.commands?.keyFile == folder.path + "/key")
        #expect(broker.commands?.evidenceTopic == "meterclip/{device}/evidence")
        #expect(try read("host = \"b\"").sinks[0] == .mqtt(name: "mqtt", broker: .init(host: "b")))
    }

    @Test(arguments: [
        ("commands = true", "anybody on the broker could give commands"),
        ("commands = true\ncommandKeyFile = \"password\"", "has 6 characters"),
        ("commands = true\ncommandKeyFile = \"none\"", "holds no secret"),
        ("commandKeyFile = \"key\"", "no commands are taken"),
        ("commandTopic = \"c\"", "no commands are taken"),
        ("commands = true\ncommandTopic = \"c/#\"", "wildcard"),
        ("commands = true\ncommandTopic = \"c/{meter}\"", "there is one topic for all meters"),
    ])
    func aMistakeAboutCommandsIsTold(lines: String, words: String) {
        folder.write(Array((String(repeating: "k", count: 32) + "\n").utf8), to: "key")
        do throws(AgentError) {
            _ = try AgentConfiguration.read(written("host = \"b\"\n" + lines))
            Issue.record("taken: \(lines)")
        } catch {
            #expect(error.message.contains(words), "\(error.message)")
        }
    }
}
