// `meterclip bench`: the time of each stage of the path on this board, and the whole path against a plain full-colour decode
// of the same frames by the same libjpeg in the same process. Ratios are what compares between boards and days.

import Capture
import Journal
import Metering
import Recognition

/// The bench command.
public struct BenchCommand: Sendable {
    /// A replay case to take the frames from; nil: rendered water meter frames.
    public var folder: String?
    /// How often every frame is measured.
    public var rounds: Int
    /// The folder for the journal that is written.
    public var data: String
    /// JSON instead of a table.
    public var json: Bool

    /// A benchmark.
    public init(folder: String?, rounds: Int, data: String, json: Bool) {
        self.folder = folder
        self.rounds = rounds
        self.data = data
        self.json = json
    }

    private struct Times {
        var decode: [Double] = []
        var register: [Double] = []
        var dials: [Double] = []
        var index: [Double] = []
        var path: [Double] = []
        var journal: [Double] = []
        var fullColour: [Double] = []
    }

    /// Measures and reports.
    public func run(write: (String) -> Void) async throws(AgentError) {
        let (face, frames) = try load()
        let journal: Journal
        do {
            journal = try Journal.open(path: data + "/bench-journal.db", device: "bench")
        } catch {
            throw .inputOutput(error.description)
        }
        var times = Times()
        // The first round warms caches and is not counted.
        for round in 0...rounds {
            for frame in frames { try await measure(face, frame, journal, into: &times) }
            if round == 0 { times = Times() }
        }
        report(times, face, frames.count, write)
    }

    private func load() throws(AgentError) -> (MeterFace, [[UInt8]]) {
        guard let folder else {
            let meter = SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4))
            let card = meter.card(named: "bench", reference: "", start: nil)
            do {
                let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
                let frames = (0..<8).map { meter.shot(at: Double($0) * 3600).jpeg }
                return (try MeterFace(card: card, reference: reference, name: "bench"), frames)
            } catch let error as AgentError {
                throw error
            } catch {
                throw .badData("\(error)")
            }
        }
        let replay = try ReplayCase(path: folder)
        var frames: [[UInt8]] = []
        for row in replay.expected {
            frames.append(
                try TextFile.readBytes("\(folder)/frames/\(row.file)", limit: Capture.Limits.jpegBytesMax))
        }
        return (replay.face, frames)
    }

    private func measure(
        _ face: MeterFace, _ jpeg: [UInt8], _ journal: Journal, into times: inout Times
    ) async throws(AgentError) {
        let clock = ContinuousClock()
        do {
            let t0 = clock.now
            let decoded = try face.decode(jpeg)
            let t1 = clock.now
            let found = face.locate(decoded, near: .identity)
            let t2 = clock.now
            let positions = face.positions(decoded, found.placement)
            let t3 = clock.now
            let count = face.card.registers[0].dials.count
            let decision = IndexDecoder(mechanism: face.mechanisms[0]).decode(Array(positions[..<count]))
            let t4 = clock.now
            let payload = decision.index?.text ?? "-"
            _ = try await journal.append(
                NewEntry(
                    kind: "bench", meter: face.card.meter,
                    time: AgentClock.system.entryTime(wall: Timestamp(milliseconds: 0)),
                    payload: Array(payload.utf8)))
            let t5 = clock.now
            _ = try JPEGDecoder.fullColour(jpeg)
            let t6 = clock.now
            times.decode.append(milliseconds(t1 - t0))
            times.register.append(milliseconds(t2 - t1))
            times.dials.append(milliseconds(t3 - t2))
            times.index.append(milliseconds(t4 - t3))
            times.path.append(milliseconds(t4 - t0))
            times.journal.append(milliseconds(t5 - t4))
            times.fullColour.append(milliseconds(t6 - t5))
        } catch let error as JournalError {
            throw .inputOutput(error.description)
        } catch {
            throw .badData("a frame cannot be decoded: \(error)")
        }
    }

    private func report(_ times: Times, _ face: MeterFace, _ frames: Int, _ write: (String) -> Void) {
        let stages: [(name: String, values: [Double])] = [
            ("decode", times.decode), ("register", times.register), ("dials", times.dials),
            ("decode index", times.index), ("journal", times.journal), ("whole path to index", times.path),
            ("full-colour decode", times.fullColour),
        ]
        let ratio = quantile(times.path, 0.5) / quantile(times.fullColour, 0.5)
        if json {
            var object = JSONObject()
            object.set("frames", frames)
            object.set("rounds", rounds)
            object.set("dials", face.dials.count)
            object.set(
                "stages",
                stages.map { stage in
                    var entry = JSONObject()
                    entry.set("stage", stage.name)
                    entry.set("median_ms", Float(quantile(stage.values, 0.5)))
                    entry.set("p95_ms", Float(quantile(stage.values, 0.95)))
                    return entry
                })
            object.set("ratio", Float(ratio))
            return write(object.text)
        }
        write("\(frames) frames, \(rounds) rounds, \(face.dials.count) dials; milliseconds")
        write(row("stage", "median", "p95"))
        for stage in stages {
            write(row(stage.name, text(quantile(stage.values, 0.5)), text(quantile(stage.values, 0.95))))
        }
        write("whole path / full-colour decode of the same frame: \(text(ratio))")
    }

    private func row(_ name: String, _ median: String, _ p95: String) -> String {
        func space(_ count: Int) -> String { String(repeating: " ", count: max(1, count)) }
        return name + space(24 - name.count) + space(10 - median.count) + median + space(10 - p95.count) + p95
    }

    private func text(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}

private func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
}

private func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }
