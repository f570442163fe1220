// The daemon in this process: it reads, journals and delivers, ends when told, and takes up its history again.

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

@Suite struct RunCommandTests {
    private let folder = TemporaryFolder()

    private func configuration() -> AgentConfiguration {
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters = Array(configuration.meters.prefix(1))
        configuration.meters[0].plan = ReadingPlan(every: .milliseconds(200))
        return configuration
    }

    private func run(_ configuration: AgentConfiguration) async throws -> [String] {
        let lines = Mutex<[String]>([])
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        try await RunCommand(configuration: configuration, duration: .seconds(2)).run(logger: logger) { line in
            lines.withLock { $0.append(line) }
        }
        return lines.withLock { $0 }
    }

    @Test func everyPrintedReadingIsJournalledAndDelivered() async throws {
        let lines = try await run(configuration())
        try #require(!lines.isEmpty)
        let outbox = try TextFile.read(folder.path + "/outbox.jsonl").split(separator: "\n")
        #expect(outbox.count == lines.count)
        for (number, line) in outbox.enumerated() { #expect(line.contains("\"seq\":\(number + 1),")) }
    }

    @Test(.timeLimit(.minutes(3))) func aSinksTroubleIsLoggedWhenItBeginsAndWhenItEnds() async throws {
        let asked = Mutex(0)
        let server = try HTTPTestServer { _ in
            let number = asked.withLock { count in
                count += 1
                return count
            }
            return HTTPTestServer.answer(number < 3 ? 503 : 200, "request \(number)")
        }
        var configuration = configuration()
        configuration.sinks = [
            .https(name: "https", options: HTTPOptions(endpoint: try HTTPEndpoint(server.url)))
        ]
        let log = HeardLog()
        let command = RunCommand(configuration: configuration, duration: nil)
        let run = Task { try await command.run(logger: log.logger) { _ in } }
        // It counts as connected also before it has anything to deliver.
        func lines() -> ArraySlice<HeardLog.Line> { log.lines.drop { !$0.text.contains("waiting") } }
        while !lines().contains(where: { $0.text.hasSuffix("connected") }) {
            try await Task.sleep(for: .milliseconds(5))
        }
        run.cancel()
        _ = await run.result
        let told = log.lines.filter { $0.level > .info }.map(\.text)
        #expect(
            told == [
                "warning waiting: \(server.url) answers 503 \"request 1\": it is tried again", "warning connected",
            ])
    }

    /// The last accepted index in the journal.
    private func lastAccepted(_ journal: Journal) async throws -> RegisterCard.Start {
        let card = RegisterCard(name: "main", dials: [], decimals: 4, hourlyMax: nil, start: nil)
        return try #require(try await AcceptedReadings.load(meter: meter, register: card, from: journal).last)
    }

    private var meter: String {
        guard case .simulated(let face, _, _) = configuration().meters[0].camera else { return "" }
        return face.meterName
    }

    @Test func aRestartGoesOnFromTheLastAcceptedIndex() async throws {
        let first = try await run(configuration())
        let second = try await run(configuration())
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "simulated")
        #expect(try await lastAccepted(journal).index.units > 0)
        try await journal.close()
        #expect(second[0].contains("4 accepted  #\(first.count + 1) → outbox"), "\(second)")
    }

    @Test func afterARestartTheJournalDecidesAndNotTheCard() async throws {
        _ = try await run(configuration())
        // What the journal says was accepted is far above what the meter shows, and what the card says.
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "simulated")
        let last = try await lastAccepted(journal)
        let index = Index(units: last.index.units + last.index.units / 2, decimals: last.index.decimals)
        let reading = Reading(
            meter: meter, register: "main", index: index, unit: "", capturedAt: AgentClock.system.wall(),
            timeQuality: .given, confidence: 1, quality: .accepted, reasons: [], dials: [])
        try await journal.append(
            NewEntry(
                kind: reading.kind, meter: reading.series, time: AgentClock.system.given(reading.capturedAt),
                payload: Array(reading.payload.utf8)))
        try await journal.close()
        let lines = try await run(configuration())
        #expect(lines[0].contains("withheld 2 contradicts-history"), "\(lines)")
    }

    @Test func aCameraThatHasRunOutEndsWithTheAgent() async throws {
        try RenderCommand(
            face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4), step: 0.02, interval: .seconds(300),
            frames: 1, severity: 0, quality: nil, folder: folder.path + "/case"
        ).run { _ in }
        var configuration = configuration()
        configuration.meters = [
            AgentConfiguration.Meter(
                card: folder.path + "/case/meter.toml", camera: .folder(folder.path + "/case/frames"),
                plan: ReadingPlan(every: .milliseconds(100)))
        ]
        #expect(try await run(configuration).count == 1)
        // Closed: nothing is left in the log beside the journal.
        #expect((try? TextFile.readBytes(folder.path + "/journal.db-wal", limit: 1 << 20))?.isEmpty ?? true)
    }

    @Test func anUnwritableJournalEndsWithExitCode74() async throws {
        var configuration = configuration()
        configuration.journal = "/proc/meterclip/journal.db"
        do {
            _ = try await run(configuration)
            Issue.record("it ran")
        } catch let error as AgentError {
            #expect(error.exitCode == 74)
            #expect(error.message.contains("/proc/meterclip"))
        }
    }
}
