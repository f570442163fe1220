// Plays readings through a journal, a courier and the MQTT sink to a broker on this machine: for checks with programs that listen
// there, and to measure how fast a full journal drains.
//
//     UplinkPlay play PORT JOURNAL       readings from standard input, a line each: INDEX|- EXCHANGES [REASON]; `ok` once settled
//     UplinkPlay drain PORT JOURNAL N    appends N readings, then delivers them; prints entries per second

import Journal
import Metering
import Uplink

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@main
struct UplinkPlay {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count >= 4, let port = UInt16(words[2]) else {
            print("usage: UplinkPlay play PORT JOURNAL | drain PORT JOURNAL N")
            exit(64)
        }
        let journal = try Journal.open(path: words[3], device: "play")
        try await journal.register(sinks: ["mqtt"])
        switch (words[1], words.dropFirst(4).first.flatMap { Int($0) }) {
        case ("play", nil): try await play(journal, port)
        case ("drain", let count?): try await drain(journal, port, count)
        default: exit(64)
        }
    }

    private static func play(_ journal: Journal, _ port: UInt16) async throws {
        let info = MQTTSink.MeterInfo(
            meter: "gas", register: "main", series: "gas", medium: .gas, unit: "m³", decimals: 1)
        var companions = try MQTTCompanions(device: "play", software: "1", meters: [info])
        companions.homeAssistant = try MQTTCompanions.HomeAssistant()
        let run = try start(journal, port, companions)
        while let line = readLine() {
            let words = line.split(separator: " ").map { String($0) }
            guard words.count >= 2, let exchanges = Int(words[1]) else { exit(65) }
            let index = words[0] == "-" ? nil : words[0]
            try await journal.append(entry(index, exchanges: exchanges, reason: words.count > 2 ? words[2] : nil))
            while try await journal.pendingCount(for: "mqtt") > 0 { try await Task.sleep(for: .milliseconds(10)) }
            print("ok")
            fflush(nil)
        }
        run.cancel()
        try await run.value
    }

    private static func drain(_ journal: Journal, _ port: UInt16, _ count: Int) async throws {
        for first in stride(from: 0, to: count, by: 1_000) {
            try await journal.append(
                (first..<min(first + 1_000, count)).map { entry("\($0).0", exchanges: 0, reason: nil) })
        }
        let begin = ContinuousClock.now
        let run = try start(journal, port, nil)
        while try await journal.pendingCount(for: "mqtt") > 0 { try await Task.sleep(for: .milliseconds(5)) }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        print("\(count) entries in \(seconds) s: \(Int(Double(count) / seconds)) entries/s")
        run.cancel()
        try await run.value
    }

    private static func start(
        _ journal: Journal, _ port: UInt16, _ companions: MQTTCompanions?
    ) throws -> Task<Void, any Error> {
        let options = MQTTOptions(
            host: "127.0.0.1", port: port, clientID: "play",
            topic: try TopicTemplate("meterclip/{device}/{meter}/{kind}"))
        let sink = MQTTSink(
            options: options, companions: companions, store: MQTTStore(journal: journal, note: "mqtt/told"))
        let courier = Courier(
            journal: journal, sink: sink, onStateChange: { if case .waiting = $0 { print($0) } },
            onSetPast: { print($0) })
        return Task { try await courier.run() }
    }

    private static func entry(_ index: String?, exchanges: Int, reason: String?) -> NewEntry {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let now = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        var payload = JSONObject()
        payload.set("meter", "gas")
        payload.set("register", "main")
        payload.set("captured_at", Timestamp(milliseconds: now).text)
        payload.set("unit", "m³")
        payload.set("exchanges", exchanges)
        payload.set("index", index)
        payload.set("confidence", Float(0.99))
        payload.set("quality", index == nil ? 2 : 4)
        payload.set("reasons", reason.map { [$0] } ?? [])
        return NewEntry(
            kind: index == nil ? "withheld" : "reading", meter: "gas",
            time: EntryTime(bootID: "b", monotonicMilliseconds: 1, wallMilliseconds: now, clock: .synchronised),
            json: payload.text)
    }
}
