// Keeps one meter read: a frame each interval, its readings into the journal, a line for whoever watches.

import Capture
import Journal
import Logging
import Metering
import ServiceLifecycle

/// The service of one meter.
struct MeterService: Service {
    let face: MeterFace
    let source: any FrameSource
    let interval: Duration
    let triggers: MeterTriggers
    let journal: Journal
    let clock: AgentClock
    let logger: Logger
    /// Told about every reading when it is safe in the journal.
    let onReading: @Sendable (Reading, _ seq: Int64) -> Void

    func run() async throws {
        if let camera = source as? MeterCamera {
            let triggers = triggers
            await camera.onReturn { triggers.call() }
        }
        try await cancelWhenGracefulShutdown {
            async let schedule: Void = triggers.run(every: interval)
            try await loop()
            await schedule
        }
    }

    private func loop() async throws(JournalError) {
        var reader = MeterReader(face: face, refusingRepeats: true)
        for register in face.card.registers {
            let known = try await AcceptedReadings.load(meter: face.card.meter, register: register, from: journal)
            reader.resume(register: register.name, from: known)
        }
        for register in reader.registers {
            if let habits = await LearnedHabits.load(register, series: series(register), from: journal) {
                reader.resume(register: register.card.name, habits)
            }
        }
        var watch = try await CameraWatch(face, now: clock.wall(), journal: journal)
        let journal = journal
        var keeper = ReadingKeeper(
            meter: face.card.meter, logger: logger,
            append: { (entry) async throws(JournalError) in try await journal.append(entry) }, onReading: onReading)
        var isFailing = false
        var unstored = 0
        for await _ in triggers.calls {
            let readings: [Reading]
            do throws(CaptureError) {
                let shot = try await source.shot(of: face.card.frames)
                let frames = shot.frames
                guard let frame = frames.last else { break }
                if isFailing { logger.warning("there are pictures again", metadata: ["meter": "\(face.card.meter)"]) }
                isFailing = false
                let wall = frame.capturedAt.map { Timestamp(milliseconds: $0) } ?? clock.wall()
                let time = frame.capturedAt == nil ? clockQuality : .given
                readings = reader.read(frames.map(\.picture), at: wall, time: time)
            } catch {
                if !isFailing { logger.warning("\(error.description)", metadata: ["meter": "\(face.card.meter)"]) }
                isFailing = true
                readings = reader.refused(Reason(error), at: clock.wall(), time: clockQuality)
            }
            try await keeper.keep(readings.map(item))
            if let event = watch.look(at: reader.placement, in: readings) { try await tell(event, watch) }
            unstored += readings.contains { $0.quality == .accepted } ? 1 : 0
            if unstored >= Limits.readingsLearned {
                try await storeHabits(reader)
                unstored = 0
            }
        }
        if !Task.isCancelled {
            logger.info("no more frames", metadata: ["meter": "\(face.card.meter)"])
            // The gateway goes on for its other meters and for what is still to be delivered.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
        if unstored > 0 { try await storeHabits(reader) }
        try await keeper.finish()
    }

    /// Into the journal, from where it is delivered, and into the log.
    private func tell(_ event: DriftEvent, _ watch: CameraWatch) async throws(JournalError) {
        logger.warning("\(event.text)", metadata: ["meter": "\(face.card.meter)"])
        let now = clock.wall()
        do throws(JournalError) {
            _ = try await journal.append(watch.entry(event, time: clock.entryTime(wall: now), at: now))
        } catch {
            if error.mustEndProcess { throw error }
        }
    }

    private func storeHabits(_ reader: MeterReader) async throws(JournalError) {
        for register in reader.registers {
            try await LearnedHabits.store(register, series: series(register), in: journal)
        }
    }

    private func series(_ register: RegisterReader) -> String {
        Reading.series(meter: face.card.meter, register: register.card.name)
    }

    private var clockQuality: TimeQuality { clock.isSynchronised() ? .synchronised : .unsynchronised }

    private func item(_ reading: Reading) -> ReadingKeeper.Item {
        let entry = NewEntry(
            kind: reading.kind, meter: reading.series, time: clock.entryTime(wall: reading.capturedAt),
            payload: Array(reading.payload.utf8))
        return ReadingKeeper.Item(reading: reading, entry: entry)
    }
}
