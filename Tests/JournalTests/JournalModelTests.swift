// The journal against a model of a few lines, over random operations; the seed is printed and can be given again.

import TestSupport
import Testing

@testable import Journal

@Suite struct JournalModelTests {
    /// What the journal is meant to do, in memory.
    private struct Model {
        var kept: [Entry] = []
        var last: Int64 = 0
        var settled: [String: Int64] = [:]
        var registered: [String] = []
        let limits: Journal.Limits

        mutating func append(_ contents: [NewEntry]) {
            for content in contents {
                last += 1
                kept.append(Entry(seq: last, content: content))
            }
            if !contents.isEmpty { prune() }
        }

        mutating func settle(_ sink: String, through seq: Int64) {
            guard seq > settled[sink] ?? 0 else { return }
            settled[sink] = seq
            prune()
        }

        mutating func prune() {
            let boundary = (registered.map { settled[$0] ?? 0 }.min() ?? last) - limits.settledEntries
            let old = kept.filter { entry in
                entry.seq <= boundary
                    && kept.contains { $0.seq > entry.seq && $0.kind == entry.kind && $0.meter == entry.meter }
            }
            let gone = Set(old.prefix(Int(limits.prunedPerCommit)).map(\.seq))
            kept.removeAll { gone.contains($0.seq) }
        }

        func pending(_ sink: String) -> [Entry] { kept.filter { $0.seq > settled[sink] ?? 0 } }
    }

    @Test("a thousand random operations leave the journal where the model is")
    func operations() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("JournalModelTests seed \(seed)")
        var random = SeededRandom(seed: seed)
        var limits = Journal.Limits()
        limits.settledEntries = 15
        limits.prunedPerCommit = 4
        limits.logPages = 16
        let folder = TemporaryFolder(inMemory: true)
        let path = folder.file("journal.db")
        var journal = try Journal.open(path: path, device: "gw", limits: limits)
        var model = Model(limits: limits)
        for step in 1...1_000 {
            try await perform(step, on: journal, model: &model, random: &random)
            if Int.random(in: 0..<50, using: &random) == 0 {
                try await journal.close()
                journal = try Journal.open(path: path, device: "gw", limits: limits)
            }
            let note: Comment = "seed \(seed), step \(step)"
            for sink in model.registered {
                let expected = model.pending(sink)
                #expect(try await journal.pendingCount(for: sink) == expected.count, note)
                #expect(try await journal.pending(for: sink, limit: 7) == Array(expected.prefix(7)), note)
            }
            let meter = ["gas", "water", ""].randomElement(using: &random)!
            let lastOfMeter = model.kept.last { $0.kind == "reading" && $0.meter == meter }
            #expect(try await journal.lastEntries(kind: "reading", meter: meter, limit: 1).last == lastOfMeter, note)
        }
        let count = try await journal.value("SELECT COUNT(*) FROM entry")
        #expect(count == String(model.kept.count), "seed \(seed)")
    }

    private func perform(
        _ step: Int, on journal: Journal, model: inout Model, random: inout SeededRandom
    ) async throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5:
            let contents = (0..<Int.random(in: 0...3, using: &random)).map { part in
                sample(
                    step * 10 + part, kind: ["reading", "refusal"].randomElement(using: &random)!,
                    meter: ["gas", "water", ""].randomElement(using: &random)!)
            }
            let seqs = try await journal.append(contents)
            model.append(contents)
            #expect(seqs == model.kept.suffix(contents.count).map(\.seq))
        case 5..<9:
            guard let sink = model.registered.randomElement(using: &random) else { return }
            let seq = Int64.random(in: 0...model.last, using: &random)
            try await journal.settle(sink, through: seq)
            model.settle(sink, through: seq)
        default:
            guard Int.random(in: 0..<10, using: &random) == 0 || model.registered.isEmpty else { return }
            model.registered = ["mqtt", "file", "https"].filter { _ in Bool.random(using: &random) }
            try await journal.register(sinks: model.registered)
        }
    }
}
