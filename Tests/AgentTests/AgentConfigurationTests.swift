// The daemon's configuration from its file.

import Metering
import Testing

@testable import Agent

@Suite struct AgentConfigurationTests {
    private let folder = try! TemporaryFolder()

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

    @Test func pathsStartFromTheFilesFolder() throws {
        let configuration = try AgentConfiguration.read(try folder.write("meterclip.toml", good))
        #expect(configuration.device == "gateway-7")
        #expect(configuration.journal == folder.path + "/journal.db")
        #expect(
            configuration.meters == [
                AgentConfiguration.Meter(
                    card: folder.path + "/meters/water.toml", camera: .folder("/srv/frames"), interval: .seconds(300))
            ])
        #expect(
            configuration.sinks == [
                .mqtt(
                    name: "mqtt", host: "broker.local", port: 1883, topic: "meterclip/{device}/{meter}/{kind}",
                    user: "gateway", passwordFile: folder.path + "/password"),
                .file(name: "file", path: folder.path + "/out.jsonl"),
            ])
    }

    @Test(arguments: [
        ("\"5m\"", "\"often\"", 6, "not an interval"), ("\"folder\"", "\"foldr\"", 7, "unknown kind"),
        ("user =", "usr =", 12, "unknown key"), ("path = \"out", "# path = \"out", 15, "\"path\" is missing"),
        ("gateway-7", "gate/way", 1, "cannot be a device's name"),
    ])
    func aMistakeHasItsLine(old: String, new: String, line: Int, problem: String) throws {
        let placed = try mistakes(good.replacing(old, with: new))
        #expect(placed.contains { $0.line == line && $0.mistake.problem.contains(problem) }, "\(placed)")
    }

    /// The mistakes of a configuration that must be refused.
    private func mistakes(_ text: String) throws -> [AgentError.PlacedMistake] {
        let path = try folder.write("meterclip.toml", text)
        do throws(AgentError) {
            _ = try AgentConfiguration.read(path)
        } catch {
            if case .mistakes(_, let placed) = error { return placed }
        }
        Issue.record("the configuration was taken")
        return []
    }

    @Test func twoSinksOfOneNameAreRefused() throws {
        let path = try folder.write("meterclip.toml", good + "\n[[sink]]\nkind = \"file\"\npath = \"b\"\n")
        #expect(throws: AgentError.self) { try AgentConfiguration.read(path) }
    }
}
