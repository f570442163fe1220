// Keeps one meter read: a shot whenever something asks for it, its readings into the journal, a line for whoever watches.

import Capture
import Journal
import Logging
import Metering
import Recognition
import ServiceLifecycle
import Uplink

/// The service of one meter.
struct MeterService: Service {
    let face: MeterFace
    let source: any FrameSource
    let triggers: MeterTriggers
    /// What one pulse of the meter's pulse output counts; nil where there is none.
    var weight: Index?
    let journal: Journal
    let clock: AgentClock
    let clockWatch: ClockWatch
    /// Where pictures of what was read are kept; nil: nowhere.
    var evidence: Evidence?
    let logger: Logger
    /// Told about every reading when it is safe in the journal.
    let onReading: @Sendable (Reading, _ seq: Int64) -> Void
    /// Told how many seconds each shot took.
    var onShot: @Sendable (Double) -> Void = { _ in }
    /// Told about every picture that something was looked for in.
    var onPicture: @Sendable (SeenPicture) -> Void = { _ in }
    /// Called for what should not wait for the next scheduled delivery, just before it is in the journal: an event, or a reading that
    /// somebody has asked for.
    var onUrgent: @Sendable (_ isAsked: Bool) -> Void = { _ in }

    /// Told what is the matter with the camera; nil: nothing any more.
    var onTrouble: @Sendable (String?) -> Void = { _ in }
    /// Told why readings are not stored; nil: they are again.
    var onUnstored: @Sendable (String?) -> Void = { _ in }
    var pulse = Pulse()

    func run() async throws {
        if let camera = source as? MeterCamera {
            let triggers = triggers
            await camera.onReturn { triggers.call(.cameraBack) }
        }
        try await cancelWhenGracefulShutdown { try await loop() }
    }

    private func loop() async throws(JournalError) {
        pulse.work("takes up what the journal knows", within: Limits.journalAllowance)
        var reader = try await resumedReader()
        var watches = try await MeterWatches(face, weight: weight, clock: clock, journal: journal)
        let journal = journal
        var keeper = ReadingKeeper(
            meter: face.card.meter, logger: logger,
            append: { (entry) async throws(JournalError) in try await journal.append(entry) }, onReading: onReading)
        keeper.onTrouble = onUnstored
        if let evidence {
            keeper.onNewPicture = { picture, entry in evidence.hold(picture, of: entry) }
            keeper.onPicture = { picture, reading, seq in evidence.keep(picture, of: reading, seq: seq) }
        }
        var cadence = adaptiveCadence
        var corrections = try await clockWatch.corrections()
        var isFailing = false
        var unstored = 0
        triggers.begin(after: try await lastSlot(), floor: clock.floor.wall)
        while let request = await triggers.next(pulse) {
            pulse.work("takes up what the journal knows", within: Limits.journalAllowance)
            defer { triggers.finish() }
            // What the reader remembers has the times, or the index, of before; the journal has them put right.
            let (isChanged, correctionsNow) = (triggers.takeChange(), try await clockWatch.corrections())
            if isChanged || correctionsNow != corrections {
                corrections = correctionsNow
                if unstored > 0 { try await storeHabits(reader) }
                (reader, unstored) = (try await resumedReader(), 0)
            }
            if isChanged { cadence = adaptiveCadence }
            guard let (shot, taken, time) = await shoot(&reader, &isFailing) else { break }
            pulse.work("stores a reading", within: Limits.journalAllowance)
            let readings = taken.map { completed($0, request, shot.light) }
            for reading in readings { try await correctEvidence(of: reading) }
            if request.causes.contains(.demand) { onUrgent(true) }
            try await keeper.keep(
                readings.enumerated().map { number, reading in
                    item(reading, time, picture: picture(of: number, in: shot, near: reader.placement))
                })
            if let frame = shot.frames.last {
                onPicture(
                    SeenPicture(picture: frame.picture, face: face, placement: reader.placement, readings: readings))
            }
            for event in watches.look(at: reader.placement, light: shot.light, in: readings) { try await tell(event) }
            if let reading = readings.first, let interval = cadence?.add(reading, now: reading.capturedAt) {
                triggers.change(to: interval)
            }
            unstored += readings.contains { $0.quality == .accepted } ? 1 : 0
            if unstored >= Limits.readingsLearned {
                try await storeHabits(reader)
                unstored = 0
            }
        }
        if !Task.isCancelled {
            pulse.rest("has no more frames", for: nil)
            logger.info("no more frames", metadata: metadata)
            // The gateway goes on for its other meters and for what is still to be delivered.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
        if unstored > 0 { try await storeHabits(reader) }
        try await keeper.finish()
    }

    private var adaptiveCadence: AdaptiveCadence? {
        triggers.plan.cadence.flatMap { cadence in
            face.card.registers.first.map { AdaptiveCadence(cadence, register: $0) }
        }
    }

    /// The reader with what the journal knows of the meter.
    private func resumedReader() async throws(JournalError) -> MeterReader {
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
        return reader
    }

    /// A shot, what is read in it and when it was; a camera that fails makes readings too, without a picture. nil where there are
    /// no more.
    private func shoot(_ reader: inout MeterReader, _ isFailing: inout Bool) async -> (Shot, [Reading], EntryTime)? {
        let pulses = hasPulses ? Int(triggers.pulses) : nil
        var (shot, readings, time) = (Shot(frames: []), [Reading](), clock.now())
        let began = ContinuousClock.now
        do throws(CaptureError) {
            pulse.work("takes a picture", within: source.longest(of: face.card.frames) + Limits.pulseSlack)
            shot = try await source.shot(of: face.card.frames)
            pulse.work("reads a picture", within: Limits.readingAllowance)
            onShot((ContinuousClock.now - began) / .seconds(1))
            guard let frame = shot.frames.last else { return nil }
            if isFailing {
                logger.warning("there are pictures again", metadata: metadata)
                onTrouble(nil)
            }
            isFailing = false
            time = frame.capturedAt.map { clock.given(Timestamp(milliseconds: $0)) } ?? clock.now()
            readings = reader.read(shot.frames.map(\.picture), at: time.wall, time: time.quality)
        } catch {
            if !isFailing {
                logger.warning("\(error.description)", metadata: metadata)
                onTrouble(error.description)
            }
            isFailing = true
            time = clock.now()
            readings = reader.refused(Reason(error), at: time.wall, time: time.quality)
        }
        if !readings.isEmpty { readings[0].pulses = pulses }
        return (shot, readings, time)
    }

    /// A reading with what asked for it, and with the light's part in its being withheld.
    private func completed(_ reading: Reading, _ request: TriggerRequest, _ light: LightEffect) -> Reading {
        var reading = reading
        reading.triggers = request.causes.map(\.name)
        reading.slot = request.slots.last?.slot.text
        if case .failed = light, reading.index == nil, reading.reasons.contains(where: \.mayBeForWantOfLight) {
            reading.reasons.insert(.lightFailed, at: 0)
        }
        return reading
    }

    /// The last slot that was done before this process began.
    private func lastSlot() async throws(JournalError) -> Slot? {
        guard let register = face.card.registers.first else { return nil }
        let series = Reading.series(meter: face.card.meter, register: register.name)
        var last: (seq: Int64, slot: Slot)?
        for kind in [Reading.publishedKind, Reading.withheldKind] {
            for entry in try await journal.lastEntries(kind: kind, meter: series, limit: Limits.slotsResumed) {
                guard let slot = AcceptedReadings.slot(of: entry), entry.seq > last?.seq ?? 0 else { continue }
                // Times since another boot say nothing.
                if case .uptime = slot, entry.time.bootID != clock.bootID { continue }
                last = (entry.seq, slot)
            }
        }
        return last?.slot
    }

    /// Into the journal, from where it is delivered, and into the log.
    private func tell(_ event: MeterWatches.Event) async throws(JournalError) {
        if let text = event.text { logger.warning("\(text)", metadata: metadata) }
        do throws(JournalError) {
            onUrgent(false)
            _ = try await journal.append(event.entry)
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

    private var metadata: Logger.Metadata { ["meter": "\(face.card.meter)"] }

    private var hasPulses: Bool { weight != nil }

    private func picture(of register: Int, in shot: Shot, near placement: Placement?) -> [UInt8]? {
        guard evidence != nil, let frame = shot.frames.last else { return nil }
        return face.evidence(of: register, in: frame.picture, near: placement)
    }

    /// What a reading withdraws was wrong: its pictures say why.
    private func correctEvidence(of reading: Reading) async throws(JournalError) {
        guard let evidence, !reading.withdraws.isEmpty else { return }
        let times = Set(reading.withdraws.map(\.at))
        let entries = try await journal.lastEntries(
            kind: Reading.publishedKind, meter: reading.series, limit: Limits.readingsResumed)
        let wrong = entries.filter {
            times.contains($0.time.wall) || times.contains(Timestamp(milliseconds: $0.wallMilliseconds))
        }
        evidence.correct(wrong.map(\.seq), series: reading.series)
    }

    private func item(_ reading: Reading, _ time: EntryTime, picture: [UInt8]?) -> ReadingKeeper.Item {
        let entry = NewEntry(
            kind: reading.kind, meter: reading.series, time: time, json: reading.payload)
        return ReadingKeeper.Item(reading: reading, entry: entry, picture: picture)
    }
}

extension MeterService: CustomStringConvertible {
    /// What logs call it.
    var description: String { "meter \(face.card.meter)" }
}
