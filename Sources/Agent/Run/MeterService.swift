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
    let journal: Journal
    let clock: AgentClock
    let logger: Logger
    /// Told about every reading when it is safe in the journal.
    let onReading: @Sendable (Reading, _ seq: Int64) -> Void

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await loop() }
    }

    private func loop() async throws {
        var reader = MeterReader(face: face)
        for register in face.card.registers {
            if let start = try await LastAccepted.load(meter: face.card.meter, register: register, from: journal) {
                reader.resume(register: register.name, from: start)
            }
        }
        var next = ContinuousClock.now
        var isFailing = false
        while !Task.isCancelled {
            do {
                guard let frame = try await source.next() else {
                    logger.info("no more frames", metadata: ["meter": "\(face.card.meter)"])
                    // The gateway goes on for its other meters and for what is still to be delivered.
                    while !Task.isCancelled { try await Task.sleep(for: .seconds(3600)) }
                    return
                }
                let wall = frame.capturedAt.map { Timestamp(milliseconds: $0) } ?? clock.wall()
                let time: TimeQuality = clock.isSynchronised() ? .synchronised : .unsynchronised
                try await keep(reader.read(frame.jpeg, at: wall, time: time), at: wall)
                isFailing = false
            } catch let error as CaptureError {
                if !isFailing { logger.warning("\(error.description)", metadata: ["meter": "\(face.card.meter)"]) }
                isFailing = true
                let wall = clock.wall()
                try await keep(reader.refused(Reason(error), at: wall, time: .unsynchronised), at: wall)
            }
            next = max(next.advanced(by: interval), ContinuousClock.now)
            try? await Task.sleep(until: next, clock: .continuous)
        }
    }

    private func keep(_ readings: [Reading], at wall: Timestamp) async throws {
        for reading in readings {
            let entry = NewEntry(
                kind: reading.kind, meter: reading.series, time: clock.entryTime(wall: wall),
                payload: Array(reading.payload.utf8))
            do {
                onReading(reading, try await journal.append(entry))
            } catch {
                if error.mustEndProcess { throw error }
                logger.error("a reading was not stored: \(error)", metadata: ["meter": "\(reading.meter)"])
            }
        }
    }
}
