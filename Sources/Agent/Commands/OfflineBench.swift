// `meterclip bench --offline DAYS`: as many readings as a gateway takes while its head-end is away, and how fast they are
// delivered when it is back. The journal is a real one, so are the courier and the broker.

import Glibc
import Journal
import Metering
import Recognition
import Uplink

/// Days without a head-end, and its return.
struct OfflineBench {
    /// What a gateway of ten meters, read every quarter of an hour, has.
    static let meters = 10
    static let readingsPerDay = 96

    let days: Int
    /// Where to deliver; nil: nowhere.
    let broker: (host: String, port: UInt16)?
    let path: String

    /// What was measured.
    struct Outcome {
        var entries = 0
        var fileBytes: Int64 = 0
        var grownBytes: Int64 = 0
        var appendSeconds = 0.0
        var deliverSeconds: Double?
    }

    func run() async throws -> Outcome {
        let journal = try Journal.open(path: path, device: "bench")
        try await journal.register(sinks: ["mqtt"])
        var outcome = Outcome()
        // Nobody listens on the port of nobody; the courier tries all the time.
        let offline = try courier(journal, host: "127.0.0.1", port: 9)
        let waiting = Task { try await offline.run() }
        var random = SystemRandomNumberGenerator()
        // The first day fills caches that are no growth.
        let start = ContinuousClock.now
        var memory: Int64 = 0
        for day in 0..<days {
            for quarter in 0..<Self.readingsPerDay {
                let at = Timestamp(
                    milliseconds: 1_795_000_000_000 + Int64(day * Self.readingsPerDay + quarter) * 900_000)
                for meter in 0..<Self.meters {
                    let reading = Self.reading(of: meter, at: at, &random)
                    let time = AgentClock.system.given(at)
                    try await journal.append(
                        NewEntry(kind: reading.kind, meter: reading.series, time: time, json: reading.payload))
                    outcome.entries += 1
                }
            }
            if day == 0 { memory = Self.residentBytes() }
        }
        outcome.appendSeconds = (ContinuousClock.now - start) / .seconds(1)
        outcome.grownBytes = Self.residentBytes() - memory
        outcome.fileBytes = Self.size(path) + Self.size(path + "-wal")
        waiting.cancel()
        try await waiting.value
        if let broker { outcome.deliverSeconds = try await deliver(journal, to: broker) }
        try await journal.close()
        return outcome
    }

    private func deliver(_ journal: Journal, to broker: (host: String, port: UInt16)) async throws -> Double {
        let courier = try courier(journal, host: broker.host, port: broker.port)
        let start = ContinuousClock.now
        let work = Task { try await courier.run() }
        var before = Int.max
        while case let pending = try await journal.pendingCount(for: "mqtt"), pending > 0 {
            guard pending < before || ContinuousClock.now - start < .seconds(60) else {
                work.cancel()
                throw AgentError.unavailable("\(broker.host):\(broker.port): nothing is delivered there")
            }
            before = pending
            try await Task.sleep(for: .milliseconds(100))
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        work.cancel()
        try await work.value
        return seconds
    }

    private func courier(_ journal: Journal, host: String, port: UInt16) throws -> Courier {
        let topic = try TopicTemplate("meterclip/{device}/{meter}/{kind}")
        let options = MQTTOptions(host: host, port: port, clientID: "meterclip-bench-\(getpid())", topic: topic)
        return Courier(journal: journal, sink: MQTTSink(name: "mqtt", options: options)) { _ in
        } onSetPast: { _ in
        }
    }

    /// A reading as a water meter with five wheels and four needles makes it.
    private static func reading(of meter: Int, at: Timestamp, _ random: inout some RandomNumberGenerator) -> Reading {
        let index = Index(units: 83_348_124 + at.milliseconds / 900_000 % 3_000 * 17, decimals: 4)
        let dials = (0..<9).map { _ -> Reading.Dial in
            var dial = Reading.Dial(Position.unreadable)
            dial.position = Float.random(in: 0..<10, using: &random)
            dial.spread = Float.random(in: 0.08..<0.17, using: &random)
            dial.none = 0
            return dial
        }
        var reading = Reading(
            meter: "water-\(meter)", register: "main", index: index, unit: "m³", capturedAt: at,
            timeQuality: .synchronised, confidence: Float.random(in: 0.98..<1, using: &random), quality: .accepted,
            reasons: [], dials: dials)
        reading.triggers = ["schedule"]
        reading.slot = at.text
        return reading
    }

    private static func size(_ path: String) -> Int64 {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
    }

    private static func residentBytes() -> Int64 {
        let text = (try? TextFile.read("/proc/self/statm")) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int64($0) } ?? 0
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}

extension OfflineBench.Outcome {
    /// For machines.
    var line: String {
        var object = JSONObject()
        object.set("entries", entries)
        object.set("journal_bytes", Int(fileBytes))
        object.set("memory_grown_bytes", Int(grownBytes))
        object.set("appended_per_second", Float(Double(entries) / appendSeconds))
        if let deliverSeconds { object.set("delivered_per_second", Float(Double(entries) / deliverSeconds)) }
        return object.text
    }

    /// For people.
    var table: [String] {
        var lines = [
            "readings kept while nothing could be delivered  \(entries)",
            "journal on disk                                 \(fileBytes) bytes",
            "memory grown after the first day                \(grownBytes) bytes",
            "kept per second                                 \(Int(Double(entries) / appendSeconds))",
        ]
        if let deliverSeconds {
            lines.append("delivered per second                            \(Int(Double(entries) / deliverSeconds))")
        }
        return lines
    }
}
