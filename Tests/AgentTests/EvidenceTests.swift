// Pictures of what was read: small, of the register's own dials, by their outcome, and in the way of nothing.

import Capture
import Journal
import Logging
import Metering
import Recognition
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct EvidenceTests {
    private let folder = TemporaryFolder()
    private let meter = SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4))

    private func reading(_ index: Index?, _ quality: Quality, _ reasons: [Reason] = []) -> Reading {
        Reading(
            meter: "m", register: "main", index: index, unit: "m³", capturedAt: Timestamp(milliseconds: 5),
            timeQuality: .given, confidence: 1, quality: quality, reasons: reasons, dials: [])
    }

    @Test func thePictureShowsTheDialsAndLittleElse() throws {
        let jpeg = meter.referenceFrame(at: 0)
        let reference = try JPEGDecoder.gray(jpeg).image
        let face = try MeterFace(
            card: meter.card(named: "m", reference: "", start: nil), reference: reference, name: "m")
        let picture = try #require(face.evidence(of: 0, in: .jpeg(jpeg), near: nil))
        let image = try JPEGDecoder.gray(picture).image
        #expect(image.width < reference.width && image.height < reference.height)
        #expect(picture.count < jpeg.count / 2, "\(picture.count) of \(jpeg.count)")
        #expect(face.evidence(of: 0, in: .jpeg([1, 2, 3]), near: nil) == nil)
    }

    @Test func outcomesAreKeptApartAndCorrectionsLater() {
        let index = Index(units: 1, decimals: 0)
        let evidence = Evidence(beside: folder.path + "/journal.db", bytes: 1_000)
        evidence.keep([1], of: reading(index, .accepted), seq: 1)
        evidence.keep([2], of: reading(index, .suspicious), seq: 2)
        evidence.keep([3], of: reading(nil, .rejectedWithProbability), seq: 3)
        evidence.keep([4], of: reading(index, .suspicious, [.corrected]), seq: 4)
        evidence.correct([1], series: "m")
        let list = EvidenceStore(beside: folder.path + "/journal.db").list
        #expect(list.map(\.outcome) == [.corrected, .suspicious, .withheld, .corrected])
        #expect(evidence.picture(of: entry(1)) == [1])
        #expect(evidence.spare())
        #expect(evidence.picture(of: entry(2)) == nil)
    }

    private func entry(_ seq: Int64, at time: Int64 = 0) -> Entry {
        let time = EntryTime(bootID: "b", monotonicMilliseconds: time, wallMilliseconds: time, clock: .given)
        return Entry(seq: seq, content: NewEntry(kind: "reading", meter: "m", time: time, payload: []))
    }

    @Test func aPictureIsThereFromTheMomentItsReadingIs() {
        let evidence = Evidence(beside: folder.path + "/journal.db", bytes: 1_000)
        evidence.hold([7], of: entry(7, at: 7).content)
        #expect(evidence.picture(of: entry(7, at: 7)) == [7])
        #expect(evidence.picture(of: entry(6, at: 6)) == nil, "it is another entry's")
        evidence.keep([7], of: reading(nil, .rejectedWithProbability), seq: 7)
        #expect(evidence.picture(of: entry(7, at: 7)) == [7])
        #expect(evidence.picture(of: entry(8, at: 7)) == nil, "it is held no longer")
    }

    @Test func aServerGetsThePictureOfEveryReadingThatItAsksFor() async throws {
        for sends in [true, false] {
            let server = try HTTPTestServer { _ in HTTPTestServer.answer(200) }
            let home = TemporaryFolder()
            var configuration = AgentConfiguration.simulation(in: home.path)
            configuration.meters = Array(configuration.meters.prefix(1))
            configuration.meters[0].plan = ReadingPlan(every: .milliseconds(200))
            let options = HTTPOptions(endpoint: try HTTPEndpoint(server.url), compresses: false)
            configuration.sinks = [.https(name: "https", options: options, sendsEvidence: sends)]
            let command = RunCommand(configuration: configuration, duration: .seconds(2))
            try await command.run(logger: .init(label: "t") { _ in SwiftLogNoOpLogHandler() }) { _ in }
            let lines = server.requests.flatMap { $0.text.split(separator: "\n") }
            // A JPEG begins with FF D8 FF.
            #expect(!lines.isEmpty && lines.allSatisfy { $0.contains(",\"picture\":\"/9j/") == sends }, "\(lines)")
        }
    }

    @Test func theAgentKeepsAPictureOfEveryReading() async throws {
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters = Array(configuration.meters.prefix(1))
        configuration.meters[0].plan = ReadingPlan(every: .milliseconds(200))
        let command = RunCommand(configuration: configuration, duration: .seconds(2))
        try await command.run(logger: .init(label: "t") { _ in SwiftLogNoOpLogHandler() }) { _ in }
        let outbox = try TextFile.read(folder.path + "/outbox.jsonl").split(separator: "\n")
        let list = EvidenceStore(beside: folder.path + "/journal.db").list
        #expect(!outbox.isEmpty && list.count == outbox.count)
    }
}
