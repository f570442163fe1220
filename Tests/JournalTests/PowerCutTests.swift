// A small campaign of power cuts, and the proof that it can tell. Scripts/powercut makes the large one.

import Testing

@testable import Journal
@testable import PowerCut

@Suite struct PowerCutTests {
    private func failures(
        seed: UInt64, cuts: Int = 300, _ synchronous: Journal.Synchronous = .full, only: Int? = nil
    ) async -> [Campaign.Failure] {
        await Campaign(cuts: cuts, seed: seed, only: only, synchronous: synchronous).run { _, _ in }
    }

    @Test("a power cut at any moment takes nothing away that was acknowledged")
    func full() async {
        let seed = UInt64.random(in: .min ... .max)
        print("PowerCutTests seed \(seed)")
        for failure in await failures(seed: seed) {
            Issue.record("seed \(seed), cut \(failure.cut): \(failure.breach)")
        }
    }

    @Test("without a flush at each commit it does, and the same numbers show it again")
    func normal() async throws {
        let failures = await failures(seed: 1, cuts: 200, .normal)
        #expect(failures.count > 50)
        let first = try #require(failures.first)
        let again = await self.failures(seed: 1, .normal, only: first.cut)
        #expect(again.map(\.cut) == [first.cut])
        #expect(again.first?.breach.description == first.breach.description)
    }

    @Test("the product flushes at each commit")
    func product() async throws {
        let journal = try Journal.open(
            path: CrashDisk.path, device: "gw", limits: Journal.Limits(), vfs: disk.name)
        #expect(try await journal.value("PRAGMA synchronous") == "2")
    }

    private let disk = CrashDisk()
}
