// `meterclip bench`: the time of each stage of the path on this board, and the path to positions against a plain
// full-colour decode of the same frames by the same libjpeg in the same process. Ratios are what compares between boards
// and days.

import Capture
import Glibc
import Journal
import Metering
import Recognition

/// The bench command.
public struct BenchCommand: Sendable {
    /// A replay case to take the frames from; nil: rendered water meter frames.
    public var folder: String?
    /// How often every frame is measured.
    public var rounds: Int
    /// The folder in which the journal is written, in a folder of its own that is removed again.
    public var data: String
    /// JSON instead of a table.
    public var json: Bool
    /// A file of crops to measure the dial network alone with; nil: measure the path of frames.
    public var dials: String?
    /// Days without a head-end to measure instead; nil: none.
    public var offlineDays: Int?
    /// The broker that takes what gathered in those days, `host:port`; nil: none.
    public var broker: String?

    /// A benchmark.
    public init(folder: String?, rounds: Int, data: String, json: Bool, dials: String? = nil) {
        self.folder = folder
        self.rounds = rounds
        self.data = data
        self.json = json
        self.dials = dials
    }

    /// Measures and reports. A frame that the product refuses is not measured, and the report says so.
    public func run(write: (String) -> Void) async throws(AgentError) {
        if let dials {
            write(try DialBench(path: dials).run(rounds: rounds).text)
            return
        }
        if let offlineDays {
            try await measure(offlineDays, write)
            return
        }
        let (face, frames) = try load()
        let scratch = try makeScratchFolder()
        let report: BenchReport
        do {
            report = try await measure(face, frames, journal: scratch + "/journal.db")
        } catch {
            removeFolder(scratch)
            throw error
        }
        removeFolder(scratch)
        for line in json ? [report.line] : report.table { write(line) }
    }

    private func measure(_ days: Int, _ write: (String) -> Void) async throws(AgentError) {
        let target = try broker.map { (text) throws(AgentError) -> (host: String, port: UInt16) in
            let parts = text.split(separator: ":")
            guard parts.count == 2, let port = UInt16(parts[1]), port > 0 else {
                throw .badData("--broker \(text): write it like 127.0.0.1:1883")
            }
            return (String(parts[0]), port)
        }
        let scratch = try makeScratchFolder()
        let result: Result<OfflineBench.Outcome, any Error>
        do {
            let bench = OfflineBench(days: days, broker: target, path: scratch + "/journal.db")
            result = .success(try await bench.run())
        } catch {
            result = .failure(error)
        }
        removeFolder(scratch)
        do {
            let outcome = try result.get()
            for line in json ? [outcome.line] : outcome.table { write(line) }
        } catch let error as AgentError {
            throw error
        } catch {
            throw .inputOutput("\(error)")
        }
    }

    private func load() throws(AgentError) -> (MeterFace, [BenchFrame]) {
        guard let folder else { return try render() }
        let replay = try ReplayCase(path: folder)
        var frames: [BenchFrame] = []
        for row in replay.expected {
            let jpeg = try TextFile.readBytes(replay.framePath(row), limit: Capture.Limits.jpegBytesMax)
            frames.append(BenchFrame(jpeg: jpeg, at: row.capturedAt))
        }
        return (replay.face, frames)
    }

    private func render() throws(AgentError) -> (MeterFace, [BenchFrame]) {
        let meter = SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4))
        let start = RegisterCard.Start(index: meter.index(at: 0), at: Timestamp(milliseconds: 0))
        let card = meter.card(named: "bench", reference: "", start: start)
        let reference: GrayImage
        do {
            reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        } catch {
            throw .badData(error.description)
        }
        let frames = (1...8).map { hour in
            let seconds = Double(hour) * 3600
            return BenchFrame(jpeg: meter.shot(at: seconds).jpeg, at: Timestamp(milliseconds: Int64(seconds) * 1000))
        }
        return (try MeterFace(card: card, reference: reference, name: "bench"), frames)
    }

    private func measure(
        _ face: MeterFace, _ frames: [BenchFrame], journal path: String
    ) async throws(AgentError) -> BenchReport {
        do {
            let journal = try Journal.open(path: path, device: "bench")
            var report = BenchReport(frames: frames.count, rounds: rounds, dials: face.dials.count)
            // The first round warms caches and is not counted.
            for round in 0...rounds {
                var pass = BenchPass(face: face, journal: journal)
                // Whoever decodes a frame first finds its bytes cold: the two decoders take turns.
                for frame in frames { pass.measure(frame, colourFirst: round.isMultiple(of: 2)) }
                try await pass.store()
                if round > 0 { report.add(pass) }
            }
            try await journal.close()
            guard report.isMeasured else {
                throw AgentError.badData("no frame could be measured: \(report.refusedText)")
            }
            return report
        } catch let error as AgentError {
            throw error
        } catch let error as JournalError {
            throw .inputOutput(error.description)
        } catch {
            throw .badData("\(error)")
        }
    }

    private func makeScratchFolder() throws(AgentError) -> String {
        var template = Array("\(data)/meterclip-bench-XXXXXX\0".utf8CString)
        guard let path = mkdtemp(&template) else {
            throw .inputOutput("\(data): no folder can be made in it: \(String(cString: strerror(errno)))")
        }
        return String(cString: path)
    }

    private func removeFolder(_ path: String) {
        for name in (try? FrameFiles.names(in: path)) ?? [] { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}
