// What becomes of commands, with a real journal and a simulated meter: who may give them, that each is done once, and what is left
// behind of it.

import Capture
import FoundationEssentials
import Journal
import Logging
import Metering
import Recognition
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct RemoteDeskTests {
    private let folder = TemporaryFolder()
    private let secret = "0123456789abcdef0123456789abcdef"
    private let now = Timestamp(milliseconds: 1_795_000_000_000)

    /// A composition's parts, with a clock of the test and a broker that nobody runs.
    private final class Agents: Sendable {
        let parts: Composition
        let desk: RemoteDesk

        init(_ configuration: AgentConfiguration, clock: AgentClock, secret: String?, takes: Bool) async throws {
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            parts = try await Composition(configuration, clock: clock, logger: logger)
            desk = try await RemoteDesk(
                RemoteDesk.Parts(
                    meters: parts.meters, gates: parts.gates, sinkPlans: configuration.sinkPlans,
                    evidence: parts.evidence, journal: parts.journal, clock: clock, logger: logger),
                device: configuration.device,
                lines: ["mqtt": RemoteDesk.Line(secret: secret) { _, _ in takes }])
        }
    }

    private func configuration(_ change: (inout AgentConfiguration) -> Void = { _ in }) -> AgentConfiguration {
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters = Array(configuration.meters.prefix(1))
        configuration.meters[0].plan = ReadingPlan(every: .seconds(900))
        change(&configuration)
        return configuration
    }

    private func clock(at wall: Timestamp? = nil, isSynchronised: Bool = true) -> AgentClock {
        let wall = wall ?? now
        return AgentClock(
            wall: { wall }, sinceBoot: { 1_000_000 }, isSynchronised: { isSynchronised }, bootID: "boot")
    }

    private func agents(
        _ configuration: AgentConfiguration, clock: AgentClock? = nil, secret: String? = nil, takes: Bool = true
    ) async throws -> Agents {
        try await Agents(configuration, clock: clock ?? self.clock(), secret: secret, takes: takes)
    }

    private func body(_ rest: String, id: String = "7") -> String {
        let until = Timestamp(milliseconds: now.milliseconds + 60_000).text
        return #"{"device":"simulated","id":"\#(id)","until":"\#(until)",\#(rest)}"#
    }

    private func give(_ agents: Agents, _ text: String) async throws {
        try await agents.desk.receive(RemoteInbox.Message(sink: "mqtt", payload: Array(text.utf8)))
    }

    /// What is in the journal about commands.
    private func records(_ agents: Agents, kind: String = RemoteRecord.kind, meter: String = "") async throws
        -> [String]
    {
        try await agents.parts.journal.lastEntries(kind: kind, meter: meter, limit: 100).map {
            String(decoding: $0.json, as: UTF8.self)
        }
    }

    /// The first of them; empty if there is none.
    private func record(_ agents: Agents) async throws -> String { try await records(agents).first ?? "" }

    private let read = #""command":"read""#

    @Test func aSignedCommandIsDoneOnceAndLeavesOneEntry() async throws {
        let agents = try await agents(configuration(), secret: secret)
        let signed = SignedText.sign(body(read), with: secret)
        for _ in 1...3 { try await give(agents, signed) }
        let records = try await records(agents)
        try #require(records.count == 1)
        #expect(records[0].contains(#""state":"done","id":"7","command":"read","by":"mqtt, signed""#), "\(records)")
        let request = await agents.parts.meters[0].triggers.next()
        #expect(request?.causes == [.demand])
        try await agents.parts.journal.close()
    }

    @Test func whatNobodyWithTheSecretHasSentIsNotDoneAndHardlyWritten() async throws {
        let agents = try await agents(configuration(), secret: secret)
        try await give(agents, body(read))
        try await give(agents, SignedText.sign(body(read), with: secret + "x"))
        for number in 0..<500 { try await give(agents, "junk \(number)") }
        let records = try await records(agents)
        try #require(records.count == 1, "who sends junk has no say in how much is written")
        #expect(records[0].contains(#""state":"refused","by":"mqtt, unknown""#), "\(records)")
        try await agents.parts.journal.close()
    }

    @Test func aRefusedCommandIsToldOnceWithItsName() async throws {
        let agents = try await agents(configuration())
        for _ in 1...3 { try await give(agents, body(#""command":"read","meter":"none""#, id: "abc")) }
        let records = try await records(agents)
        try #require(records.count == 1)
        #expect(records[0].contains(#""state":"refused","id":"abc","by":"mqtt, mutual TLS""#), "\(records)")
        #expect(records[0].contains("there is no meter"), "\(records)")
        try await agents.parts.journal.close()
    }

    @Test func anOldRecordingIsNotDone() async throws {
        let agents = try await agents(
            configuration(), clock: clock(at: Timestamp(milliseconds: now.milliseconds + 61_000)))
        try await give(agents, body(read))
        #expect(try await record(agents).contains("it was valid until"))
        try await agents.parts.journal.close()
    }

    @Test func whileNobodyKnowsTheTimeNothingIsDone() async throws {
        let unknown = clock(at: Timestamp(milliseconds: 5_000), isSynchronised: false)
        let agents = try await agents(configuration(), clock: unknown)
        try await give(agents, body(read))
        #expect(try await record(agents).contains("does not know the time"))
        try await agents.parts.journal.close()
    }

    @Test func aCommandIsRememberedOverARestart() async throws {
        var agents = try await agents(configuration())
        try await give(agents, body(read))
        try await agents.parts.journal.close()
        agents = try await self.agents(configuration())
        try await give(agents, body(read))
        #expect(try await records(agents).count == 1)
        try await agents.parts.journal.close()
    }

    @Test func aScheduleIsChangedForGoodUntilTheConfigurationIs() async throws {
        var agents = try await agents(configuration())
        try await give(agents, body(#""command":"set-schedule","meter":"simulated-water","interval":"5m""#))
        #expect(PlanText.text(agents.parts.meters[0].triggers.plan) == "every 5m")
        #expect(try await record(agents).contains(#""old":"every 15m","new":"every 5m""#))
        try await agents.parts.journal.close()

        agents = try await self.agents(configuration())
        #expect(PlanText.text(agents.parts.meters[0].triggers.plan) == "every 5m", "it was forgotten")
        try await agents.parts.journal.close()

        // Whoever changes it in the configuration means it.
        agents = try await self.agents(configuration { $0.meters[0].plan = ReadingPlan(every: .seconds(3_600)) })
        #expect(PlanText.text(agents.parts.meters[0].triggers.plan) == "every 1h")
        try await agents.parts.journal.close()

        agents = try await self.agents(configuration())
        try await give(agents, body(#""command":"set-schedule","meter":"simulated-water","reset":true"#, id: "8"))
        #expect(PlanText.text(agents.parts.meters[0].triggers.plan) == "every 15m")
        try await agents.parts.journal.close()
        agents = try await self.agents(configuration())
        #expect(PlanText.text(agents.parts.meters[0].triggers.plan) == "every 15m")
        try await agents.parts.journal.close()
    }

    @Test func aSinksScheduleIsChangedToo() async throws {
        let nightly = configuration {
            var plan = SinkPlan()
            plan.pattern = .daily([180])
            $0.sinkPlans["outbox"] = plan
        }
        var agents = try await agents(nightly)
        try await give(agents, body(#""command":"set-schedule","sink":"outbox","immediate":true"#))
        #expect(agents.parts.gates["outbox"]?.pattern == nil)
        #expect(try await record(agents).contains(#""old":"at 03:00","new":"at once""#))
        try await agents.parts.journal.close()
        agents = try await self.agents(nightly)
        #expect(agents.parts.gates["outbox"]?.pattern == nil)
        try await give(agents, body(#""command":"set-schedule","sink":"outbox","reset":true"#, id: "8"))
        #expect(agents.parts.gates["outbox"]?.pattern == .daily([180]))
        try await agents.parts.journal.close()
    }

    @Test func aSetIndexBeginsTheHistoryAnew() async throws {
        let agents = try await agents(configuration())
        let card = agents.parts.meters[0].face.card
        let wrong = Reading(
            meter: card.meter, register: "main", index: Index(units: 99, decimals: 0), unit: "m³",
            capturedAt: Timestamp(milliseconds: now.milliseconds - 60_000), timeQuality: .synchronised, confidence: 1,
            quality: .accepted, reasons: [], dials: [])
        func append(_ reading: Reading) async throws {
            let time = EntryTime(
                bootID: "boot", monotonicMilliseconds: 1, wallMilliseconds: reading.capturedAt.milliseconds,
                clock: .synchronised)
            try await agents.parts.journal.append(
                NewEntry(kind: reading.kind, meter: reading.series, time: time, json: reading.payload))
        }
        func known() async throws -> [String] {
            try await AcceptedReadings.load(meter: card.meter, register: card.registers[0], from: agents.parts.journal)
                .map(\.index.text)
        }
        try await append(wrong)
        try await give(agents, body(#""command":"set-index","meter":"simulated-water","index":"12.5""#))
        #expect(try await known() == ["12.5"])
        let records = try await records(agents, kind: RemoteRecord.indexKind, meter: card.meter)
        #expect(records.first?.contains(#""index":"12.5""#) == true, "\(records)")
        #expect(agents.parts.meters[0].triggers.takeChange(), "the meter is not told")
        // One that was under way while the index was set still goes by what was believed before.
        try await append(wrong)
        #expect(try await known() == ["12.5"])
        var right = wrong
        (right.index, right.capturedAt) = (Index(units: 13, decimals: 0), Timestamp(milliseconds: now.milliseconds + 1))
        try await append(right)
        #expect(try await known() == ["12.5", "13"])
        try await agents.parts.journal.close()
    }

    @Test func anIndexOfTomorrowIsRefused() async throws {
        let agents = try await agents(configuration())
        let tomorrow = Timestamp(milliseconds: now.milliseconds + 86_400_000).text
        try await give(
            agents, body(#""command":"set-index","meter":"simulated-water","index":"12","at":"\#(tomorrow)""#))
        #expect(try await record(agents).contains("has not come yet"))
        #expect(!agents.parts.meters[0].triggers.takeChange())
        try await agents.parts.journal.close()
    }

    @Test(arguments: [true, false]) func aPictureIsSentIfThereIsOneAndRoomForIt(takes: Bool) async throws {
        let agents = try await agents(configuration(), takes: takes)
        let reading = Reading(
            meter: "m", register: "main", index: nil, unit: "", capturedAt: now, timeQuality: .synchronised,
            confidence: 0, quality: .rejectedWithProbability, reasons: [], dials: [])
        agents.parts.evidence?.keep([1, 2, 3], of: reading, seq: 42)
        try await give(agents, body(#""command":"send-evidence","seq":42"#))
        try await give(agents, body(#""command":"send-evidence","seq":43"#, id: "8"))
        let records = try await records(agents)
        try #require(records.count == 2)
        #expect(records[0].contains(takes ? "\"state\":\"done\"" : "ask again later"), "\(records)")
        #expect(records[1].contains("there is no picture of entry 43"), "\(records)")
        let local = try await agents.desk.carryOut(
            local: Array(#"{"command":"send-evidence","seq":42}"#.utf8), by: "user 0")
        #expect(local.picture == [1, 2, 3])
        try await agents.parts.journal.close()
    }
}
