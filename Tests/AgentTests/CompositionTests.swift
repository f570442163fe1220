// What is refused before the journal is touched: mistakes in any card, and two meters under one name. And that the parts hold
// together: plans reach gates, gates couriers, events gates, and the journal's times the clock.

import Capture
import Journal
import Logging
import Metering
import Recognition
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct CompositionTests {
    private let folder = TemporaryFolder()

    private func compose(_ meters: String) async throws -> AgentError? {
        let text = """
            device = "gw"
            journal = "journal.db"
            [[sink]]
            kind = "file"
            path = "out.jsonl"

            """
        let path = folder.write("meterclip.toml", text + meters)
        let configuration = try AgentConfiguration.read(path)
        do throws(AgentError) {
            let parts = try await Composition(configuration, clock: .system, logger: Logger(label: "test"))
            try? await parts.journal.close()
            return nil
        } catch {
            #expect(
                (try? TextFile.readBytes(folder.path + "/journal.db", limit: 1 << 20)) == nil, "it opened the journal")
            return error
        }
    }

    /// A card of its own folder, changed by `change`, as a meter of the configuration.
    private func meter(_ name: String, _ change: (String) -> String = { $0 }) throws -> String {
        let home = folder.path + "/" + name
        try RenderCommand(
            face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4), step: 0.02, interval: .seconds(300),
            frames: 1, severity: 0, quality: nil, folder: home
        ).run { _ in }
        let card = try TextFile.read(home + "/meter.toml").replacing("rendered-water", with: name)
        try TextFile.write(change(card), to: home + "/meter.toml")
        return """
            [[meter]]
            card = "\(name)/meter.toml"
            camera = { kind = "folder", path = "\(name)/frames" }

            """
    }

    private let simulated = "[[meter]]\ncamera = { kind = \"simulated\", face = \"water\" }\n"

    /// The parts of a gateway with a simulated meter and a sink that delivers at 03:00, at this time after the board's start.
    private func parts(_ sink: String, _ clock: AgentClock? = nil) async throws -> Composition {
        let text = """
            device = "gw"
            journal = "journal.db"
            \(simulated)
            [[sink]]
            \(sink)
            """
        let noon = AgentClock(
            wall: { Timestamp(milliseconds: 1_795_003_200_000) }, sinceBoot: { 1_000_000 }, isSynchronised: { true },
            bootID: "b")
        return try await Composition(
            AgentConfiguration.read(folder.write("meterclip.toml", text)), clock: clock ?? noon,
            logger: Logger(label: "test"))
    }

    private let nightly = "kind = \"file\"\npath = \"out.jsonl\"\nschedule = { times = [\"03:00\"] }"

    @Test func aSinksPlanIsThatOfItsGateAndAnEventOpensIt() async throws {
        let parts = try await parts(nightly)
        let gate = try #require(parts.gates["file"])
        await gate.drained()
        #expect(await gate.look() != .open)
        parts.meterService(parts.meters[0], onReading: { _, _ in }).onUrgent(false)
        #expect(await gate.look() == .open)
        try await parts.journal.close()
    }

    @Test(.timeLimit(.minutes(3))) func aCourierGoesByTheGateOfItsSink() async throws {
        let parts = try await parts(nightly)
        let gate = try #require(parts.gates["file"])
        let service = parts.courierService(parts.sinks[0])
        let run = Task { try await service.run() }
        // Nothing is pending: the courier finds that out, and closes the gate behind it.
        while await gate.look() == .open { try await Task.sleep(for: .milliseconds(2)) }
        run.cancel()
        try await run.value
        try await parts.journal.close()
    }

    @Test(arguments: [true, false])
    func aSinkThatIsTrustedByCertificatesWaitsForTheTime(isEncrypted: Bool) async throws {
        let address = isEncrypted ? "https://head.example/" : "http://localhost:8080/"
        let uptime = Mutex<Int64>(1_000)
        let unset = AgentClock(
            wall: { Timestamp(milliseconds: 0) }, sinceBoot: { uptime.withLock { $0 } }, isSynchronised: { false },
            bootID: "b")
        let parts = try await parts("kind = \"https\"\nurl = \"\(address)\"", unset)
        let gate = try #require(parts.gates["https"])
        // Everybody waits a while.
        #expect(await gate.look() != .open)
        uptime.withLock { $0 += Limits.clockGrace }
        #expect(await (gate.look() != .open) == isEncrypted)
        try await parts.journal.close()
    }

    @Test func noClockIsBelievedThatIsBeforeWhatTheJournalIsCertainOf() async throws {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        let time = EntryTime(
            bootID: "a", monotonicMilliseconds: 5, wallMilliseconds: 1_796_000_000_000, clock: .synchronised)
        try await journal.append(NewEntry(kind: "reading", meter: "m", time: time, json: "{}"))
        try await journal.close()
        let parts = try await parts(nightly)
        #expect(parts.clock.floor == AgentClock.Floor(wall: time.wall, sinceBoot: 0))
        try await parts.journal.close()
    }

    @Test func twoSimulatedMetersOfOneNameAreRefusedWithTheirLines() async throws {
        let error = try await compose(simulated + simulated)
        #expect(error?.exitCode == 65)
        #expect(
            error?.message.contains(
                "/meterclip.toml:8: two meters file their readings under \"simulated-water\" (the other one is on line 6)"
            )
                == true, "\(error?.message ?? "taken")")
        #expect(try await compose(simulated + simulated + "name = \"cellar\"\n") == nil)
    }

    @Test func namesThatBecomeOneByJoiningAreRefused() async throws {
        let meters =
            try meter("a") { $0.replacing("name = \"main\"", with: "name = \"b\"") } + meter("a.b")
        let error = try await compose(meters)
        #expect(error?.exitCode == 65)
        #expect(error?.message.contains("/meterclip.toml:9: two meters file their readings under \"a.b\"") == true)
        #expect(error?.message.contains("a.b/meter.toml") == true)
    }

    @Test func theMistakesOfAllCardsAreToldAtOnce() async throws {
        let meters =
            try meter("one") { $0.replacing("qmax", with: "qmaxx") }
            + meter("two") { $0.replacing("unit", with: "unti") }
            + "[[meter]]\ncard = \"three.toml\"\ncamera = { kind = \"folder\", path = \"x\" }\n"
        let error = try await compose(meters)
        #expect(error?.exitCode == 65)
        for words in ["one/meter.toml:", "qmaxx", "two/meter.toml:", "unti", "three.toml"] {
            #expect(error?.message.contains(words) == true, "\(words) in \(error?.message ?? "taken")")
        }
    }

    @Test func aNameBesideACardThatSaysAnotherIsRefused() async throws {
        let error = try await compose(try meter("one") + "name = \"two\"\n")
        #expect(error?.message.contains("called \"two\" here and \"one\" in its card") == true)
        #expect(try await compose(try meter("three") + "name = \"three\"\n") == nil)
    }

    @Test func whatIsOnlyMissingIsNoInput() async throws {
        let meters = "[[meter]]\ncard = \"one.toml\"\ncamera = { kind = \"folder\", path = \"x\" }\n"
        #expect(try await compose(meters)?.exitCode == 66)
        #expect(try await compose(meters + meters)?.exitCode == 66)
    }

    @Test func devicesAreRefusedTogetherWithCardsAndWithTheirLines() async throws {
        let two = try meter("two").replacing(
            "camera = { kind = \"folder\", path = \"two/frames\" }", with: "camera = \"dial\"\nlights = [\"flash\"]")
        let devices = """
            [[camera]]
            name = "dial"
            device = "/dev/null"
            [[output]]
            name = "flash"
            chip = "/dev/gpiochip99"
            line = 5

            """
        let error = try await compose(devices + meter("one") { $0.replacing("qmax", with: "qmaxx") } + two)
        #expect(error?.exitCode == 65)
        for words in [
            "/meterclip.toml:12: line 5 of /dev/gpiochip99 cannot be used: there is no such GPIO chip",
            "one/meter.toml:",
            "/meterclip.toml:16: The camera \"dial\" gives no picture: it is not a camera",
        ] {
            #expect(error?.message.contains(words) == true, "\(words) in \(error?.message ?? "taken")")
        }
    }
}
