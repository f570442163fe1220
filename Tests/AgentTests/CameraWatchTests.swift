// What becomes of a camera's drift: an entry that says what to do, told once, also across a restart.

import Capture
import FoundationEssentials
import Journal
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct CameraWatchTests {
    private let folder = TemporaryFolder()
    private let start = Timestamp(milliseconds: 1_790_000_000_000)

    private func face() throws -> MeterFace {
        let meter = SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4))
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        return try MeterFace(
            card: meter.card(named: "water", reference: "", start: nil), reference: reference, name: "water")
    }

    private func reading(hour: Int, isRefused: Bool = false) -> Reading {
        Reading(
            meter: "water", register: "main", index: nil, unit: "m³",
            capturedAt: Timestamp(milliseconds: start.milliseconds + Int64(hour) * 3_600_000), timeQuality: .given,
            confidence: 1, quality: .accepted, reasons: [], dials: isRefused ? [] : [Reading.Dial(.unreadable)])
    }

    private func place(_ right: Float) -> Placement { Placement(a: 1, b: 0, c: 0, d: 1, tx: right, ty: 0) }

    /// The events of a frame an hour, the camera creeping by half a pixel each.
    private func creep(_ watch: inout CameraWatch, hours: Range<Int>, isRefused: Bool = false) -> [DriftEvent] {
        hours.compactMap { watch.look(at: place(Float($0) / 2), in: [reading(hour: $0, isRefused: isRefused)]) }
    }

    @Test func aCreepingCameraIsToldOnceAndNotAgainAfterARestart() async throws {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        var watch = try await CameraWatch(face(), now: start, journal: journal)
        let events = creep(&watch, hours: 0..<72)
        #expect(events.map(\.state) == [.due])
        let event = try #require(events.first)
        let time = AgentClock.system.given(start)
        _ = try await journal.append(
            NewEntry(
                kind: CameraWatch.kind, meter: "water", time: time,
                payload: Array(event.payload(of: "water", at: start).utf8)))

        let entry = try #require(try await journal.lastEntries(kind: "event", meter: "water", limit: 1).first)
        let text = String(decoding: entry.payload, as: UTF8.self)
        #expect(text.contains("\"event\":\"camera-drift\"") && text.contains("\"state\":\"due\""))
        #expect(text.contains("has drifted") && text.contains("\"meter\":\"water\""))

        var restarted = try await CameraWatch(face(), now: start, journal: journal)
        #expect(creep(&restarted, hours: 60..<72).isEmpty)
        // Put back, it is over; and the next time it is news again.
        let back = (72..<400).compactMap { restarted.look(at: place(0), in: [reading(hour: $0)]) }
        #expect(back.map(\.state) == [.over])
        try await journal.close()
    }

    @Test func withoutThatEntryARestartTellsAgain() async throws {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        var watch = try await CameraWatch(face(), now: start, journal: journal)
        #expect(creep(&watch, hours: 60..<72).map(\.state) == [.due])
        try await journal.close()
    }

    @Test func refusedFramesSayNothingOfTheCamera() async throws {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        var watch = try await CameraWatch(face(), now: start, journal: journal)
        #expect(creep(&watch, hours: 0..<200, isRefused: true).isEmpty)
        try await journal.close()
    }
}
