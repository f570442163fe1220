// Pictures of what was read: small, of the register's own dials, by their outcome, and in the way of nothing.

import Capture
import Journal
import Logging
import Metering
import Recognition
import TestSupport
import Testing

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
        #expect(evidence.picture(of: 1) == [1])
        #expect(evidence.spare())
        #expect(evidence.picture(of: 2) == nil)
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
