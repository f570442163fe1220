// Entries, journals, and waiting for what other threads and processes do.

import Journal
import TestSupport
import Testing
import Uplink

/// An entry whose payload tells which one it is.
func sample(_ number: Int, meter: String = "gas") -> NewEntry {
    NewEntry(
        kind: "reading", meter: meter,
        time: EntryTime(bootID: "boot", monotonicMilliseconds: 1, wallMilliseconds: 2, clock: .synchronised),
        payload: Array("{\"n\":\(number)}".utf8))
}

/// Entries as a journal would give them.
func samples(_ numbers: ClosedRange<Int>, meter: String = "gas") -> [Entry] {
    numbers.map { Entry(seq: Int64($0), content: sample($0, meter: meter)) }
}

let testIdentity = JournalIdentity(device: "gw", journal: "0123456789abcdef0123456789abcdef")

/// Limits for tests that must not wait for the product's patience.
func quickLimits() -> UplinkLimits {
    var limits = UplinkLimits()
    limits.firstPause = .milliseconds(5)
    limits.longestPause = .milliseconds(50)
    limits.idleCheck = .milliseconds(20)
    return limits
}

/// Waits until something is so. The bound is only there so that a failure ends.
func eventually(
    _ what: String, isolation: isolated (any Actor)? = #isolation, _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverHappened(description: "never happened: \(what)") }
        try await Task.sleep(for: .milliseconds(2))
    }
}

/// An entry as the agent makes it of a reading.
func reading(
    _ seq: Int64, _ index: String?, minute: Int64, series: String = "gas", reasons: [String] = [], exchanges: Int = 0,
    positions: [Float?] = []
) -> Entry {
    let list = reasons.map { "\"\($0)\"" }.joined(separator: ",")
    let dials = positions.map { "{\"position\":\($0.map { "\($0)" } ?? "null")}" }.joined(separator: ",")
    let text =
        "{\"meter\":\"\(series)\",\"index\":\(index.map { "\"\($0)\"" } ?? "null"),\"confidence\":0.99,\"quality\":4,"
        + "\"reasons\":[\(list)],\"exchanges\":\(exchanges),\"positions\":[\(dials)]}"
    let time = EntryTime(
        bootID: "boot", monotonicMilliseconds: 1, wallMilliseconds: 1_790_000_000_000 + minute * 60_000,
        clock: .synchronised)
    return Entry(
        seq: seq,
        content: NewEntry(
            kind: index == nil ? "withheld" : "reading", meter: series, time: time, json: text))
}
