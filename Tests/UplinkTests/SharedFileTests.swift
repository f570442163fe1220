// A share from the journal through the courier into a file, with restarts: what the partner has in the end.

import Journal
import Metering
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(5))) struct SharedFileTests {
    private let folder = TemporaryFolder(inMemory: true)
    private let states = States()
    private let known = owners([RegisterName("cellar"), RegisterName("attic"), RegisterName("attic", "t1")])

    /// Delivers what is there to a new sink, as after a restart.
    private func deliver(_ journal: Journal, _ rules: ShareRules) async throws {
        let limits = quickLimits()
        let sink = SharedSink(
            FileSink(name: "fake", path: folder.file("out.jsonl"), limits: limits), rules: rules, owners: known,
            journal: journal, zone: shareZone)
        let courier = Courier(
            journal: journal, sink: sink, limits: limits, onStateChange: states.report, onSetPast: states.reportSetPast)
        let run = Task { try await courier.run() }
        try await eventually("settled") { try await journal.pendingCount(for: "fake") == 0 }
        run.cancel()
        try await run.value
    }

    /// The numbers of the lines in the file.
    private func numbers() throws -> [Int64] {
        let text = String(decoding: readFile(folder.file("out.jsonl")) ?? [], as: UTF8.self)
        return try text.split(separator: "\n").map { line in
            let members = try #require(JSONParts.members(of: Array(line.utf8)))
            let seq = try #require(members.first { $0.key == "seq" }?.value)
            return try #require(Int64(String(decoding: seq, as: UTF8.self)))
        }
    }

    @Test("what is left out never reaches the file, everything else does once and in order, over restarts")
    func file() async throws {
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["fake"])
        let rules = ShareRules(meters: ["attic"], kinds: [.readings, .events], resolution: .hour)
        for part in 0..<4 {
            for number in 0..<50 {
                let at = Int64(part * 50 + number) * 420_000
                let kinds = ["reading", "withheld", "reading", "event", "command"]
                let meter = number % 3 == 0 ? "cellar" : "attic"
                try await journal.append(
                    shared(kinds[number % 5], meter, number % 2 == 0 ? "main" : "t1", at: at, more: #","by":"secret""#))
            }
            try await deliver(journal, rules)
        }
        let all = try await journal.entries(after: 0, limit: .max).map(\.entry)
        let expected = expectedShare(all, rules)
        #expect(try numbers() == expected)
        #expect(expected.count > 40 && expected.count < 120, "\(expected.count) of \(all.count)")
        let text = String(decoding: readFile(folder.file("out.jsonl")) ?? [], as: UTF8.self)
        #expect(!text.contains("cellar") && !text.contains("\"withheld\""))
        #expect(states.setPast.isEmpty)
    }

    @Test(
        "a wrong reading that went out is withdrawn at the partner, whatever the share was when it went",
        arguments: [
            ShareRules(), ShareRules(resolution: .hour), ShareRules(resolution: .month),
        ])
    func withdrawn(before: ShareRules) async throws {
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["fake"])
        let hour: Int64 = 3_600_000
        var times: [Int64] = []
        for number in 0..<10 {
            times.append(40 * 24 * hour + Int64(number) * hour)
            try await journal.append(shared("reading", "cellar", at: times[number]))
        }
        try await deliver(journal, before)
        let wrong = Array(times.dropFirst(5))
        try await journal.append(shared("reading", "cellar", at: times[9] + 1_000, withdraws: wrong))
        try await deliver(journal, ShareRules(resolution: .month))
        // What stands at the partner: what it got, less what it was told to be wrong.
        let lines = String(decoding: readFile(folder.file("out.jsonl")) ?? [], as: UTF8.self).split(separator: "\n")
        let got = try lines.dropLast().map { line in
            try #require(times.firstIndex { line.contains(Timestamp(milliseconds: $0).text) })
        }
        #expect(got.contains(0))
        let last = try #require(lines.last)
        for number in got where number >= 5 {
            #expect(last.contains(#"{"captured_at":"\#(Timestamp(milliseconds: times[number]).text)"}"#))
        }
        #expect(last.contains("withdraws"))
    }
}
