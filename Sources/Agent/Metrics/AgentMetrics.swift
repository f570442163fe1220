// Counts what the agent does since its start, and tells it. Indices are told in base units, as the conventions of Prometheus
// want it, and as gauges: a corrected index may fall.

import Journal
import Metering
import Recognition
import Synchronization

/// The figures of a running agent.
final class AgentMetrics: Sendable {
    private struct Series: Hashable, Comparable {
        var meter: String
        var register: String

        static func < (a: Series, b: Series) -> Bool { (a.meter, a.register) < (b.meter, b.register) }

        var labels: MetricsText.Labels { [("meter", meter), ("register", register)] }
    }

    private struct Published {
        var value: Double
        var unit: MetricUnit
        var at: Timestamp
    }

    private struct State {
        var attempts: [Series: Int] = [:]
        var rejected: [Series: [String: Int]] = [:]
        var published: [Series: Published] = [:]
        var shots: [String: (count: Int, seconds: Double)] = [:]
    }

    /// What waits for a sink.
    private struct Queue {
        var sink: String
        var count: Int
        /// Seconds since the oldest was journalled.
        var age: Double
    }

    private let state = Mutex(State())

    /// Notes a reading that is safe in the journal.
    func add(_ reading: Reading) {
        let series = Series(meter: reading.meter, register: reading.register)
        state.withLock { state in
            state.attempts[series, default: 0] += 1
            if let index = reading.index, reading.quality.isPublished {
                let unit = MetricUnit(reading.unit)
                state.published[series] = Published(
                    value: (Double(index.text) ?? 0) * unit.factor, unit: unit, at: reading.capturedAt)
            } else {
                let reason = reading.reasons.first?.rawValue ?? "unknown"
                state.rejected[series, default: [:]][reason, default: 0] += 1
            }
        }
    }

    /// Notes how long a camera took for a shot of a meter.
    func addShot(of meter: String, seconds: Double) {
        state.withLock { state in
            let before = state.shots[meter] ?? (0, 0)
            state.shots[meter] = (before.count + 1, before.seconds + seconds)
        }
    }

    /// Everything counted, and what waits in the journal for each sink.
    func text(
        sinks: [String], journal: Journal, clock: AgentClock, board: InsightBoard, isOpenMetrics: Bool
    ) async -> MetricsText {
        var queues: [Queue] = []
        for sink in sinks {
            guard let count = try? await journal.pendingCount(for: sink) else { continue }
            let oldest = count > 0 ? (try? await journal.pending(for: sink, limit: 1))?.first : nil
            queues.append(Queue(sink: sink, count: count, age: oldest.map { Self.age(of: $0, clock) } ?? 0))
        }
        var text = MetricsText(isOpenMetrics: isOpenMetrics)
        write(state.withLock { $0 }, to: &text)
        text.family(
            "meterclip_upload_queue_entries", .gauge, help: "Entries of the journal that a sink has not acknowledged.",
            queues.map { ("", [("sink", $0.sink)], Double($0.count)) })
        text.family(
            "meterclip_upload_oldest_age_seconds", .gauge, unit: "seconds",
            help: "Time since the oldest entry was journalled that a sink has not acknowledged.",
            queues.map { ("", [("sink", $0.sink)], $0.age) })
        board.write(to: &text)
        return text
    }

    private func write(_ state: State, to text: inout MetricsText) {
        let published = state.published.sorted { $0.key < $1.key }
        for suffix in Set(published.map(\.value.unit.suffix)).sorted() {
            text.family(
                "meterclip_meter_index" + (suffix.isEmpty ? "" : "_" + suffix), .gauge,
                unit: suffix.isEmpty ? nil : suffix,
                help: "The last published index of a register.",
                published.filter { $0.value.unit.suffix == suffix }.map { series, last in
                    ("", series.labels + (suffix.isEmpty ? [("unit", last.unit.name)] : []), last.value)
                })
        }
        text.family(
            "meterclip_meter_index_timestamp_seconds", .gauge, unit: "seconds",
            help: "When the last published index of a register was read, in seconds since 1970.",
            published.map { ("", $0.key.labels, Double($0.value.at.milliseconds) / 1_000) })
        text.family(
            "meterclip_reading_attempts", .counter, help: "Readings of a register, published or not.",
            state.attempts.sorted { $0.key < $1.key }.map { ("", $0.key.labels, Double($0.value)) })
        text.family(
            "meterclip_readings_rejected", .counter, help: "Readings that were withheld, by their first reason.",
            state.rejected.sorted { $0.key < $1.key }.flatMap { series, reasons in
                reasons.sorted { $0.key < $1.key }.map { ("", series.labels + [("reason", $0.key)], Double($0.value)) }
            })
        text.family(
            "meterclip_capture_duration_seconds", .summary, unit: "seconds",
            help: "Time that a camera took for a shot, light included.",
            state.shots.sorted { $0.key < $1.key }.flatMap { meter, shots in
                [
                    ("_sum", [("meter", meter)], shots.seconds), ("_count", [("meter", meter)], Double(shots.count)),
                ]
            })
    }

    /// By the clock that nobody sets, where it is the same boot.
    private static func age(of entry: Entry, _ clock: AgentClock) -> Double {
        let now = clock.now()
        let milliseconds =
            entry.time.bootID == now.bootID
            ? now.monotonicMilliseconds - entry.time.monotonicMilliseconds
            : now.wallMilliseconds - entry.wallMilliseconds
        return max(0, Double(milliseconds) / 1_000)
    }
}
