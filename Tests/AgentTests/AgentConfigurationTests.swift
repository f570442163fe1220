// The daemon's configuration from its file.

import Capture
import Metering
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct AgentConfigurationTests {
    private let folder = TemporaryFolder()

    private let good = """
        device = "gateway-7"
        journal = "journal.db"

        [[meter]]
        card = "meters/water.toml"
        interval = "5m"
        camera = { kind = "folder", path = "/srv/frames" }

        [[sink]]
        kind = "mqtt"
        host = "broker.local"
        user = "gateway"
        passwordFile = "password"

        [[sink]]
        kind = "file"
        path = "out.jsonl"
        """

    init() { folder.write(Array("secret\n".utf8), to: "password") }

    @Test func pathsStartFromTheFilesFolder() throws {
        let configuration = try AgentConfiguration.read(folder.write("meterclip.toml", good))
        #expect(configuration.device == "gateway-7")
        #expect(configuration.journal == folder.path + "/journal.db")
        #expect(
            configuration.meters == [
                AgentConfiguration.Meter(
                    card: folder.path + "/meters/water.toml", camera: .folder("/srv/frames"),
                    plan: ReadingPlan(every: .seconds(300)),
                    key: "meter[0]")
            ])
        var broker = AgentConfiguration.BrokerSetting(host: "broker.local")
        (broker.user, broker.passwordFile) = ("gateway", folder.path + "/password")
        #expect(
            configuration.sinks == [
                .mqtt(name: "mqtt", broker: broker),
                .file(name: "file", path: folder.path + "/out.jsonl", rotation: FileRotation(size: 10 << 20, files: 5)),
            ])
    }

    @Test(arguments: [
        ("\"5m\"", "\"often\"", 6, "not a duration"), ("\"folder\"", "\"foldr\"", 7, "unknown kind"),
        ("user =", "usr =", 12, "unknown key"), ("path = \"out", "# path = \"out", 15, "\"path\" is missing"),
        ("gateway-7", "gate/way", 1, "cannot be the name of a device"), ("gateway-7", "", 1, "\"device\" is empty"),
        ("\"journal.db\"", "\"\"", 2, "\"journal\" is empty"),
        ("\"meters/water.toml\"", "\"\"", 5, "\"card\" is empty"),
        ("\"broker.local\"", "\"broker.local\"\nname = \"\"", 12, "\"name\" is empty"),
        ("\"broker.local\"", "\"broker.local\"\nname = \"a/b\"", 12, "cannot be the name of a sink"),
        ("\"5m\"", "\"5m\"\nname = \"a/b\"", 7, "cannot be the name of a meter"),
        (
            "kind = \"folder\", path = \"/srv/frames\" }", "kind = \"simulated\" }\nname = \"a/b\"", 8,
            "the name of a meter"
        ),
    ])
    func aMistakeHasItsLine(old: String, new: String, line: Int, problem: String) throws {
        let placed = try mistakes(good.replacing(old, with: new))
        #expect(placed.contains { $0.line == line && $0.mistake.problem.contains(problem) }, "\(placed)")
    }

    /// The mistakes of a configuration that must be refused.
    private func mistakes(_ text: String) throws -> [AgentError.PlacedMistake] {
        let path = folder.write("meterclip.toml", text)
        do throws(AgentError) {
            _ = try AgentConfiguration.read(path)
        } catch {
            if case .mistakes(_, let placed) = error { return placed }
        }
        Issue.record("the configuration was taken")
        return []
    }

    @Test func twoSinksOfOneNameAreRefused() throws {
        let placed = try mistakes(good + "\n[[sink]]\nkind = \"file\"\npath = \"b\"\n")
        #expect(placed.map(\.mistake.problem) == ["two sinks are named \"file\""])
    }

    @Test(arguments: [("gateway-7", "a device"), ("outbox", "a sink")])
    func aNameLongerThanTheJournalTakesIsRefused(name: String, what: String) throws {
        let text = good.replacing("kind = \"file\"", with: "kind = \"file\"\nname = \"outbox\"")
        let placed = try mistakes(text.replacing(name, with: String(repeating: "n", count: 256)))
        #expect(placed.map(\.mistake.problem) == ["the name of \(what) has 256 bytes"])
    }

    @Test func aSimulatedMeterMayBeNamed() throws {
        let text = good.replacing("card = \"meters/water.toml\"", with: "name = \"cellar\"")
            .replacing("kind = \"folder\", path = \"/srv/frames\"", with: "kind = \"simulated\", face = \"gas\"")
        let configuration = try AgentConfiguration.read(folder.write("meterclip.toml", text))
        #expect(configuration.meters[0].name == "cellar")
        #expect(configuration.meters[0].camera == .simulated(.gas, seed: 1, acceleration: 1))
    }
}
