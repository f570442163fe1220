// How a running agent is: its meters' newest readings and pictures, what waits for each sink and why, and what time it takes it to be.

import Capture
import Journal
import Metering
import Synchronization
import Uplink

/// The newest of what the agent's parts have told.
final class AgentStatus: Sendable {
    private struct State {
        var readings: [String: Reading] = [:]
        var published: [String: RegisterCard.Start] = [:]
        var pictures: [String: SeenPicture] = [:]
        var sinks: [String: CourierState] = [:]
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var count = 0
        var line = StatusLine()
        var troubles: [String: String] = [:]
        var stored = 0
    }

    /// The pulses of the agent's services.
    let pulses: PulseBoard
    /// What it writes.
    let flash = FlashWrites()
    private let zone = LocalTime.system
    private let wall: @Sendable () -> Timestamp

    private let state = Mutex(State())

    init(pulses: PulseBoard = PulseBoard(), wall: @escaping @Sendable () -> Timestamp = AgentClock.system.wall) {
        (self.pulses, self.wall) = (pulses, wall)
    }

    /// Notes a reading that is safe in the journal.
    func add(_ reading: Reading) {
        state.withLock { state in
            state.readings[reading.series] = reading
            state.line.lastReading = reading.capturedAt
            state.stored += 1
            if let index = reading.index {
                state.published[reading.series] = RegisterCard.Start(index: index, at: reading.capturedAt)
            }
        }
        tell()
    }

    /// Notes what was published of a series before this process began.
    func resume(_ series: String, _ known: RegisterCard.Start) {
        state.withLock { state in
            if state.published[series] == nil { state.published[series] = known }
        }
    }

    /// Notes the newest picture of a meter.
    func note(_ meter: String, _ picture: SeenPicture) {
        state.withLock { state in
            state.count += 1
            state.pictures[meter] = picture
            state.pictures[meter]?.number = state.count
        }
        tell()
    }

    /// Notes how a sink is.
    func note(_ sink: String, _ courier: CourierState) {
        state.withLock { $0.sinks[sink] = courier }
        tell()
    }

    /// Readings since the agent began.
    var count: Int { state.withLock { $0.stored } }

    /// Notes how many meters are read from now on; what was the matter with others is forgotten.
    func begin(meters: Int) {
        state.withLock { state in
            state.line.meters = meters
            state.troubles = [:]
        }
    }

    /// Notes what is the matter with a meter; nil: nothing any more.
    func note(trouble: String?, of name: String) {
        state.withLock { $0.troubles[name] = trouble }
        tell()
    }

    /// Notes how many entries wait for the sink with the most; nil: the journal does not say.
    func note(queue: Int?) { state.withLock { $0.line.queue = queue } }

    /// Why the agent does not go by its configuration; nil: it does.
    var safeMode: SafeMode? {
        get { state.withLock { $0.line.safeMode } }
        set {
            state.withLock { $0.line.safeMode = newValue }
            tell()
        }
    }

    /// How it is, on one line.
    func line(frozen: [PulseBoard.Frozen]? = nil) -> String {
        var line = state.withLock { state in
            var line = state.line
            let sinks = state.sinks.compactMap { name, state -> (name: String, text: String)? in
                if case .waiting(let reason) = state { (name, reason) } else { nil }
            }
            line.troubles =
                state.troubles.map { (name: $0.key, text: $0.value) }.sorted { $0.name < $1.name }
                + sinks.sorted { $0.name < $1.name }
            return line
        }
        line.frozen = frozen ?? pulses.frozen()
        return line.text(zone, now: wall())
    }

    /// The newest reading of a series, and the last published index; each nil before there was one.
    func reading(of series: String) -> (last: Reading?, published: RegisterCard.Start?) {
        state.withLock { ($0.readings[series], $0.published[series]) }
    }

    /// The newest picture of a meter.
    func picture(of meter: String) -> SeenPicture? { state.withLock { $0.pictures[meter] } }

    /// How a sink is; nil before it was tried.
    func courier(of sink: String) -> CourierState? { state.withLock { $0.sinks[sink] } }

    /// Says that something has changed, for as long as somebody listens.
    func changes() -> AsyncStream<Void> {
        let (changes, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.count += 1
            state.listeners[state.count] = listener
            return state.count
        }
        listener.onTermination = { [weak self] _ in self?.state.withLock { $0.listeners[number] = nil } }
        return changes
    }

    /// Says that something has changed that is noted elsewhere.
    func noteNews() { tell() }

    private func tell() {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield() }
    }

    /// Everything, with the plans that are followed, what waits in the journal and what is warned of.
    func object(
        _ meters: [PreparedMeter], _ gates: [String: SinkGate], journal: Journal, clock: AgentClock, board: InsightBoard
    ) async -> JSONObject {
        let (readings, sinks) = state.withLock { ($0.readings, $0.sinks) }
        let now = clock.now()
        var object = JSONObject()
        object.set("device", journal.identity.device)
        object.set("journal", journal.identity.journal)
        object.set("version", AgentVersion.text)
        object.set("time", now.wall.text)
        object.set("clock", now.clock.rawValue)
        set(&object)
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
        object.set("warnings", board.warnings.map { Self.line(of: $0.warning, $0.name) })
        return object
    }

    /// What is to be said of any agent, also of one that reads nothing.
    func set(_ object: inout JSONObject) {
        let frozen = pulses.frozen()
        object.set("line", line(frozen: frozen))
        if let safeMode { object.set("safe_mode", safeMode.object) }
        if let flash = flashWritten {
            var line = JSONObject()
            line.set("written", Int(flash.bytes))
            if let bytes = flash.perReading { line.set("per_reading", Int(bytes)) }
            object.set("flash", line)
        }
        if !frozen.isEmpty { object.set("frozen", frozen.map(\.description)) }
    }

    private static func line(of warning: Warning, _ name: String) -> JSONObject {
        var line = JSONObject()
        line.set("meter", name)
        line.set("kind", warning.kind.rawValue)
        line.set("severity", warning.severity.rawValue)
        line.set("since", warning.first.at.text)
        line.set("text", warning.text)
        return line
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
