// One meter, its journal, and frames that the test chooses: history after a restart, and what a reading's time is worth.

import Capture
import Journal
import Logging
import Metering
import Recognition
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct MeterServiceTests {
    private let folder = TemporaryFolder()
    private let meter = SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4))
    private let now = Timestamp(milliseconds: 1_790_000_000_000)

    /// Gives what the test says, then ends.
    private actor Frames: FrameSource {
        private var answers: [Result<Frame, CaptureError>]
        init(_ answers: [Result<Frame, CaptureError>]) { self.answers = answers }
        func next() async throws(CaptureError) -> Frame? {
            answers.isEmpty ? nil : try answers.removeFirst().get()
        }
    }

    /// A camera whose light does not go on.
    private actor DarkCamera: FrameSource {
        private let frame: Frame
        init(_ frame: Frame) { self.frame = frame }
        func next() async throws(CaptureError) -> Frame? { frame }
        func shot(of count: Int) async throws(CaptureError) -> Shot {
            Shot(frames: [frame], light: .failed("the picture's brightness went from 3 to 3 of 255"))
        }
    }

    /// A camera between whose two frames an hour passes, and the board's clock is set.
    private actor SlowCamera: FrameSource {
        private let frames: [Frame]
        private let setClock: @Sendable () -> Void
        private var count = 0
        init(_ frames: [Frame], setClock: @escaping @Sendable () -> Void) {
            (self.frames, self.setClock) = (frames, setClock)
        }
        func next() async throws(CaptureError) -> Frame? {
            count += 1
            guard count == 2 else { return frames[count / 2] }
            setClock()
            throw .missing(path: "p")
        }
    }

    private func frame(capturedAt: Int64? = nil) -> Result<Frame, CaptureError> {
        .success(Frame(picture: .jpeg(meter.referenceFrame(at: 0)), name: "frame", capturedAt: capturedAt, sequence: 0))
    }

    /// What the service makes of frames, with this start on the card and this last index in the journal.
    private func readings(
        _ frames: [Result<Frame, CaptureError>], card: RegisterCard.Start?, journalled: RegisterCard.Start? = nil,
        isSynchronised: Bool = true
    ) async throws -> [Reading] {
        try await readings(
            from: Frames(frames), count: frames.count, card: card, journalled: journalled,
            isSynchronised: isSynchronised)
    }

    /// What it makes of as many frames of a source.
    private func readings(
        from source: any FrameSource, count wanted: Int, card: RegisterCard.Start?,
        journalled: RegisterCard.Start? = nil, isSynchronised: Bool = true, by hands: AgentClock? = nil
    ) async throws -> [Reading] {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        let (now, instant) = (now, AgentClock.system.bootID)
        let clock =
            hands
            ?? AgentClock(wall: { now }, sinceBoot: { 0 }, isSynchronised: { isSynchronised }, bootID: instant)
        if let journalled {
            let reading = Reading(
                meter: "water", register: "main", index: journalled.index, unit: "m³", capturedAt: journalled.at,
                timeQuality: .given, confidence: 1, quality: .accepted, reasons: [], dials: [])
            try await journal.append(
                NewEntry(
                    kind: reading.kind, meter: reading.series, time: clock.given(journalled.at),
                    payload: Array(reading.payload.utf8)))
        }
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        let face = try MeterFace(
            card: meter.card(named: "water", reference: "", start: card), reference: reference, name: "water")
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let list = Mutex<[Reading]>([])
        let (all, finished) = AsyncStream.makeStream(of: Void.self)
        // The clock of the test stands still: each reading asks for the next.
        let triggers = MeterTriggers(ReadingPlan(every: .seconds(60)), clock: clock)
        let service = MeterService(
            face: face, source: source,
            triggers: triggers, journal: journal,
            clock: clock, clockWatch: ClockWatch(clock: clock, journal: journal, logger: quiet),
            logger: quiet
        ) { reading, _ in
            let count = list.withLock { list in
                list.append(reading)
                return list.count
            }
            if count == wanted { finished.finish() } else { triggers.call(.demand) }
        }
        let run = Task { try await service.run() }
        for await _ in all {}
        run.cancel()
        // A source that has run out waits for the end of the agent, and ends with it without an error.
        try await run.value
        try await journal.close()
        return list.withLock { $0 }
    }

    private func start(_ units: Int64, before seconds: Int64) -> RegisterCard.Start {
        RegisterCard.Start(
            index: Index(units: units, decimals: 4), at: Timestamp(milliseconds: now.milliseconds - seconds * 1000))
    }

    @Test func theJournalsLaterIndexReplacesTheCardsStart() async throws {
        // From the card's start the meter could never have come here; from the journal's index it could.
        let found = try await readings(
            [frame()], card: start(20_000_000, before: 7200), journalled: start(1_234_500, before: 3600))
        #expect(found.map(\.index?.text) == ["123.4567"])
        #expect(found[0].reasons == [])
    }

    @Test func aWrongIndexInTheJournalHoldsBackWhatTheCardWouldAllow() async throws {
        let found = try await readings(
            [frame()], card: start(1_234_500, before: 7200), journalled: start(20_000_000, before: 3600))
        #expect(found.map(\.index) == [nil])
        #expect(found[0].reasons.contains(.contradictsHistory))
    }

    @Test func aCardMadeAfterTheLastReadingCounts() async throws {
        let found = try await readings(
            [frame()], card: start(1_234_500, before: 1800), journalled: start(20_000_000, before: 3600))
        #expect(found.map(\.index?.text) == ["123.4567"])
    }

    @Test(arguments: [(true, TimeQuality.synchronised), (false, .unsynchronised)])
    func aTimeIsWorthWhatTheClockIs(isSynchronised: Bool, quality: TimeQuality) async throws {
        let own = now.milliseconds - 5000
        let found = try await readings(
            [frame(), .failure(.missing(path: "p")), frame(capturedAt: own)], card: start(1_234_500, before: 3600),
            isSynchronised: isSynchronised)
        // The second is a frame that never came; the third brings its own time.
        #expect(found.map(\.timeQuality) == [quality, quality, .given])
        #expect(found.map(\.capturedAt) == [now, now, Timestamp(milliseconds: own)])
        #expect(found[1].reasons == [.noPicture])
    }

    @Test func aClockThatIsSetDoesNotStretchTheTimeInWhichTheMeterCanHaveTurned() async throws {
        let hour: Int64 = 3_600_000
        let isSet = Mutex(false)
        let clock = AgentClock(
            wall: { [now] in isSet.withLock { $0 } ? now : Timestamp(milliseconds: 0) },
            sinceBoot: { isSet.withLock { $0 } ? hour : 0 }, isSynchronised: { isSet.withLock { $0 } }, bootID: "b")
        let later = SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_734_567, decimals: 4))
        let frames = [meter, later].map {
            Frame(picture: .jpeg($0.referenceFrame(at: 0)), name: "frame", capturedAt: nil, sequence: 0)
        }
        // The first reading has the earliest possible time, months before the second: long enough for fifty cubic metres.
        let months = (now.milliseconds - Limits.clockFloor.milliseconds) / 1000
        let found = try await readings(
            from: SlowCamera(frames, setClock: { isSet.withLock { $0 = true } }), count: 3,
            card: start(1_234_500, before: months + 3600), by: clock)
        #expect(found.map(\.index?.text) == ["123.4567", nil, nil])
        #expect(found[2].reasons.contains(.contradictsHistory), "\(found[2].reasons)")
    }

    /// The journal has a reading for this slot.
    private func journalDone(_ slot: Slot, boot: String, clock: ClockState) async throws {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        let at = Timestamp(milliseconds: now.milliseconds - 90_000)
        var done = Reading(
            meter: "water", register: "main", index: nil, unit: "m³", capturedAt: at, timeQuality: .synchronised,
            confidence: 0, quality: .rejectedWithCertainty, reasons: [.glare], dials: [])
        done.slot = slot.text
        let time = EntryTime(
            bootID: boot, monotonicMilliseconds: 1, wallMilliseconds: at.milliseconds, clock: clock)
        try await journal.append(NewEntry(kind: done.kind, meter: done.series, time: time, json: done.payload))
        try await journal.close()
    }

    @Test(arguments: [0, 1]) func aSlotIsDoneOnceOverARestartAndNotMissed(slotsAgo: Int64) async throws {
        let slot = now.milliseconds / 60_000 * 60_000
        let done = Slot.wall(Timestamp(milliseconds: slot - slotsAgo * 60_000))
        try await journalDone(done, boot: "a", clock: .synchronised)
        let found = try await readings([frame()], card: start(1_234_500, before: 3600))
        #expect(found.map(\.slot) == [slotsAgo == 0 ? nil : Slot.wall(Timestamp(milliseconds: slot)).text])
    }

    @Test(arguments: ["a", "b"]) func aSlotByTheTimeSinceAnotherBootSaysNothing(boot: String) async throws {
        try await journalDone(.uptime(180_000), boot: boot, clock: .floor)
        let clock = AgentClock(
            wall: { Timestamp(milliseconds: 0) }, sinceBoot: { 250_000 }, isSynchronised: { false }, bootID: "b")
        let found = try await readings(
            from: Frames([frame()]), count: 1, card: start(1_234_500, before: 3600), by: clock)
        #expect(found.map(\.slot) == [boot == "a" ? nil : Slot.uptime(240_000).text])
    }

    @Test func aKnockedCameraIsToldOfInTheJournal() async throws {
        var scene = SimulatedScene.clean
        scene.shift = Point(14, 3)
        let frames = (1...4).map {
            Frame(
                picture: .jpeg(meter.shot(at: Double($0), scene: scene).jpeg), name: "knocked", capturedAt: nil,
                sequence: $0)
        }
        _ = try await readings([frame()] + frames.map { .success($0) }, card: start(1_234_500, before: 3600))

        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        let events = try await journal.lastEntries(kind: "event", meter: "water", limit: 9)
        try await journal.close()
        let text = String(decoding: try #require(events.first).json, as: UTF8.self)
        #expect(events.count == 1)
        #expect(text.contains("\"event\":\"camera-drift\"") && text.contains("\"state\":\"knocked\""), "\(text)")
    }

    @Test func darknessForWantOfLightIsToldAsSuch() async throws {
        let dark = JPEGEncoder.gray(GrayImage(width: 640, height: 480, filledWith: 3), quality: 90)
        let camera = DarkCamera(Frame(picture: .jpeg(dark), name: "dark", capturedAt: nil, sequence: 0))
        let found = try await readings(from: camera, count: 4, card: start(1_234_500, before: 3600))
        #expect(found[0].index == nil && found[0].reasons.first == .lightFailed, "\(found[0].reasons)")
        #expect(found[0].reasons.contains(.dark))

        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        let events = try await journal.lastEntries(kind: "event", meter: "water", limit: 9)
        try await journal.close()
        #expect(events.count == 1)
        #expect(
            String(decoding: try #require(events.first).json, as: UTF8.self).contains("\"event\":\"light-failed\""))
        #expect(found.allSatisfy { $0.triggers == ["start"] || $0.triggers == ["demand"] })
    }
}
