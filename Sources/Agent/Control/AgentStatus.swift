// How a running agent is: its meters' newest readings, what waits for each sink and why, and what time it takes it to be.

import Journal
import Metering
import Synchronization
import Uplink

/// The newest of what the agent's parts have told.
final class AgentStatus: Sendable {
    private struct State {
        var readings: [String: Reading] = [:]
        var sinks: [String: CourierState] = [:]
    }

    private let state = Mutex(State())

    /// Notes a reading that is safe in the journal.
    func add(_ reading: Reading) { state.withLock { $0.readings[reading.series] = reading } }

    /// Notes how a sink is.
    func note(_ sink: String, _ courier: CourierState) { state.withLock { $0.sinks[sink] = courier } }

    /// Everything, with the plans that are followed and what waits in the journal.
    func object(
        _ meters: [PreparedMeter], _ gates: [String: SinkGate], journal: Journal, clock: AgentClock
    ) async -> JSONObject {
        let (readings, sinks) = state.withLock { ($0.readings, $0.sinks) }
        let now = clock.now()
        var object = JSONObject()
        object.set("device", journal.identity.device)
        object.set("journal", journal.identity.journal)
        object.set("version", AgentVersion.text)
        object.set("time", now.wall.text)
        object.set("clock", now.clock.rawValue)
        object.set(
            "meters",
            meters.flatMap { meter in
                meter.series.map { series in
                    Self.line(of: series, readings[series], PlanText.text(meter.triggers.plan))
                }
            })
        var queues: [JSONObject] = []
        for (name, gate) in gates.sorted(by: { $0.key < $1.key }) {
            var line = JSONObject()
            line.set("sink", name)
            line.set("state", sinks[name].map { "\($0)" } ?? "starting")
            line.set("schedule", PlanText.delivery(gate.pattern))
            if let count = try? await journal.pendingCount(for: name) { line.set("waiting", count) }
            queues.append(line)
        }
        object.set("sinks", queues)
        return object
    }

    private static func line(of series: String, _ reading: Reading?, _ schedule: String) -> JSONObject {
        var line = JSONObject()
        line.set("meter", series)
        line.set("schedule", schedule)
        guard let reading else { return line }
        line.set("captured_at", reading.capturedAt.text)
        line.set("index", reading.index?.text)
        line.set("unit", reading.unit)
        line.set("quality", reading.quality.rawValue)
        line.set("reasons", reading.reasons.map(\.rawValue))
        return line
    }
}
