// Measures frames one after another through the product's own reader, with all that it remembers between them: so every stage
// does what it does in the product, the search over the whole frame and the decode against history included.

import Capture
import Journal
import Metering
import Uplink

/// One pass over the frames of a benchmark.
struct BenchPass {
    private var reader: MeterReader
    private let journal: Journal
    private let clock = ContinuousClock()

    /// What was measured.
    private(set) var times = BenchTimes()
    /// Readings that the journal does not have yet, and when they were taken.
    private var unstored: [([Reading], Timestamp)] = []
    /// Why frames were not measured, each with how often.
    private(set) var refused: [Reason: Int] = [:]

    init(face: MeterFace, journal: Journal) {
        reader = MeterReader(face: face)
        self.journal = journal
    }

    /// Measures all stages on `frame`, or none if it is refused; with `colourFirst` the decodes that it is compared with are
    /// those that meet the frame's bytes first. Its readings wait for `store`.
    mutating func measure(_ frame: BenchFrame, colourFirst: Bool) {
        var decodes = colourFirst ? yardsticks(frame) : nil
        var stages: [ReadingStage: Duration] = [:]
        let clock = clock
        var before = clock.now
        let readings = reader.read(frame.jpeg, at: frame.at, time: .given) { stage in
            let now = clock.now
            stages[stage, default: .zero] += now - before
            before = now
        }
        guard stages[.index] != nil else {
            for reason in Set(readings.flatMap(\.reasons)) { refused[reason, default: 0] += 1 }
            return
        }
        decodes = decodes ?? yardsticks(frame)
        guard let decodes else { return }
        times.add(decodes.colour, to: .fullColour)
        times.add(decodes.gray, to: .wholeGray)
        times.add(stages[.decode] ?? .zero, to: .decode)
        times.add(stages[.register] ?? .zero, to: .register)
        times.add(stages[.gate] ?? .zero, to: .gate)
        times.add(stages[.dials] ?? .zero, to: .dials)
        times.add(stages[.index] ?? .zero, to: .index)
        let positions: [ReadingStage] = [.decode, .register, .dials]
        times.add(positions.reduce(.zero) { $0 + (stages[$1] ?? .zero) }, to: .positions)
        let judged: [ReadingStage] = [.register, .gate, .index]
        times.add(judged.reduce(.zero) { $0 + (stages[$1] ?? .zero) }, to: .judging)
        times.add(stages.values.reduce(.zero, +), to: .path)
        unstored.append((readings, frame.at))
    }

    /// Measures how long the journal takes for the readings. It waits for the disk, after which a thread may go on on another
    /// processor: in between, the other stages would be measured with cold memory by chance.
    mutating func store() async throws(JournalError) {
        for (readings, instant) in unstored {
            let before = clock.now
            for reading in readings {
                let time = AgentClock.system.given(instant)
                _ = try await journal.append(
                    NewEntry(kind: reading.kind, meter: reading.series, time: time, json: reading.payload))
            }
            times.add(clock.now - before, to: .journal)
        }
        unstored = []
    }

    /// How long a decode in full colour and one of all of the frame in gray take, or nil if it cannot be decoded.
    private func yardsticks(_ frame: BenchFrame) -> (colour: Duration, gray: Duration)? {
        let start = clock.now
        guard (try? JPEGDecoder.fullColour(frame.jpeg)) != nil else { return nil }
        let middle = clock.now
        guard (try? JPEGDecoder.gray(frame.jpeg)) != nil else { return nil }
        return (middle - start, clock.now - middle)
    }
}
