// Entries for tests of shares, and what a share should make of them by a plainer way than the sink's own.

import Journal
import Metering
import Synchronization

@testable import Uplink

/// Berlin in 2026: 23 hours on 29 March, 25 on 25 October.
let shareZone = LocalTime { seconds in (1_774_746_000..<1_792_890_000).contains(seconds) ? 7_200 : 3_600 }

/// An entry as the agent would make it; `withdraws` are times of readings that it takes back.
func shared(
    _ kind: String, _ meter: String, _ register: String = "main", at milliseconds: Int64,
    withdraws: [Int64] = [], more: String = ""
) -> NewEntry {
    let series = register == "main" ? meter : meter + "." + register
    let lost = withdraws.map { #"{"captured_at":"\#(Timestamp(milliseconds: $0).text)","index":"7.5"}"# }
    let text =
        #"{"meter":"\#(meter)","register":"\#(register)","captured_at":"\#(Timestamp(milliseconds: milliseconds).text)""#
        + #","index":"00\#(milliseconds % 1_000).50""#
        + (withdraws.isEmpty ? "" : #","withdraws":[\#(lost.joined(separator: ","))]"#) + more + "}"
    return NewEntry(
        kind: kind, meter: kind == "event" ? meter : series,
        time: EntryTime(
            bootID: "boot", monotonicMilliseconds: 1, wallMilliseconds: milliseconds, clock: .synchronised),
        json: text)
}

/// Known registers.
func owners(_ names: [RegisterName]) -> [String: RegisterName] {
    Dictionary(
        uniqueKeysWithValues: names.map {
            ($0.register == "main" ? $0.meter : $0.meter + "." + $0.register, $0)
        })
}

/// What entries of a journal a share lets through, found by looking at all of them.
func expectedShare(_ entries: [Entry], _ rules: ShareRules) -> [Int64] {
    func interval(_ entry: Entry) -> Int64 {
        let instant = Timestamp(milliseconds: entry.time.wallMilliseconds)
        let local = shareZone.local(at: instant)
        let day = local.floorDivided(by: 86_400_000)
        switch rules.resolution {
        case .quarter: return instant.milliseconds.floorDivided(by: 900_000)
        case .hour: return instant.milliseconds.floorDivided(by: 3_600_000)
        case .day: return day
        default:
            let (year, month, _) = Timestamp.civil(fromDay: day)
            return year * 12 + month
        }
    }
    var taken: Set<String> = []
    return entries.filter { entry in
        let words: [ShareRules.Kind: [String]] = [
            .readings: ["reading"], .withheld: ["withheld"], .events: ["event"], .changes: ["command", "index-set"],
            .gaps: ["gap"], .costs: ["cost"], .systems: ["system"],
        ]
        let isReading = ["reading", "withheld", "cost", "system"].contains(entry.kind)
        var isFirst = true
        if rules.resolution != nil, isReading {
            isFirst = taken.insert("\(entry.kind) \(entry.meter) \(interval(entry))").inserted
            if String(decoding: entry.json, as: UTF8.self).contains("withdraws") { isFirst = true }
        }
        let isOfKind = rules.kinds?.contains { words[$0]!.contains(entry.kind) } ?? true
        let meter = entry.meter.split(separator: ".").first.map(String.init) ?? ""
        return isFirst && isOfKind && (rules.meters?.contains(meter) ?? true)
    }.map(\.seq)
}

/// A sink that takes some, refuses some, fails at times, and keeps what it was given.
final class MoodySink: Sink {
    let name = "fake"
    let traffic: Traffic? = Traffic()
    private let state: Mutex<(random: any RandomNumberGenerator & Sendable, given: [[Entry]], taken: [Int64])>
    let identities = Mutex<[JournalIdentity]>([])
    let calls = Mutex<[String]>([])

    init(_ random: any RandomNumberGenerator & Sendable) { state = Mutex((random, [], [])) }

    /// Everything that it was ever given.
    var given: [Entry] { state.withLock { $0.given.flatMap(\.self) } }
    /// What it has acknowledged, in order.
    var taken: [Int64] { state.withLock { $0.taken } }

    func prepare() async throws(UplinkError) { calls.withLock { $0.append("prepare") } }
    func rest() async { calls.withLock { $0.append("rest") } }
    func close() async { calls.withLock { $0.append("close") } }

    func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        identities.withLock { $0.append(identity) }
        let taken: Int64? = state.withLock { state in
            state.given.append(batch)
            let mood = Int.random(in: 0..<4, using: &state.random)
            guard mood > 0 else { return nil }
            let count = mood == 1 ? Int.random(in: 1...batch.count, using: &state.random) : batch.count
            state.taken += batch.prefix(count).map(\.seq)
            return batch[count - 1].seq
        }
        guard let taken else { throw .refused(endpoint: "e", seq: batch[0].seq, topic: "", reason: "r") }
        return taken
    }
}
