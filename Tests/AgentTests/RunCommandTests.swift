// The daemon in this process: it reads, journals and delivers, ends when told, and takes up its history again.

import Capture
import Journal
import Logging
import Metering
import Recognition
import Synchronization
import Testing

@testable import Agent

@Suite struct RunCommandTests {
    private let folder = try! TemporaryFolder()

    private func configuration() -> AgentConfiguration {
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters = Array(configuration.meters.prefix(1))
        configuration.meters[0].interval = .milliseconds(200)
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

    @Test func aRestartGoesOnFromTheLastAcceptedIndex() async throws {
        _ = try await run(configuration())
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "simulated")
        let card = RegisterCard(name: "main", dials: [], decimals: 4, hourlyMax: nil, start: nil)
        let meter =
            "simulated-"
            + configuration().meters.map { meter in
                if case .simulated(let face, _, _) = meter.camera { return face.rawValue }
                return ""
            }[0]
        let last = try await LastAccepted.load(meter: meter, register: card, from: journal)
        #expect(last != nil)
        try await journal.close()
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
