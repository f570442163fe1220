import TestSupport
import Testing

@testable import Journal

@Suite struct EvidenceStoreTests {
    private let folder = TemporaryFolder(inMemory: true)
    private var journal: String { folder.file("journal.db") }

    private func store(bytes: Int64 = 1_000, count: Int = 100) -> EvidenceStore {
        var limits = EvidenceStore.Limits()
        limits.bytes = bytes
        limits.count = count
        return EvidenceStore(beside: journal, limits: limits)
    }

    @Test("a picture comes back whole after a restart, with its series and outcome from the listing alone")
    func keeps() {
        var first = store()
        let kept1 = first.store([1, 2, 3], seq: 7, series: "gas/1_ü%", outcome: .withheld)
        #expect(kept1)
        let kept2 = first.store([4], seq: 8, series: "water", outcome: .accepted)
        #expect(kept2)
        let kept3 = first.store([5, 6], seq: 8, series: "water", outcome: .corrected)
        #expect(kept3)
        let again = store()
        #expect(again.list.map(\.seq) == [7, 8])
        #expect(again.list.map(\.series) == ["gas/1_ü%", "water"])
        #expect(again.list.map(\.outcome) == [.withheld, .corrected])
        #expect(again.bytes == 5)
        #expect(again.load(7) == [1, 2, 3])
        #expect(again.load(8) == [5, 6])
        #expect(again.load(9) == nil)
    }

    @Test("the oldest accepted go first; withheld and corrected stay longest")
    func evicts() {
        var store = store(bytes: 500)
        for (seq, outcome) in [
            (1, .withheld), (2, .accepted), (3, .suspicious), (4, .accepted), (5, .corrected),
        ] as [(Int64, EvidenceStore.Outcome)] {
            let kept4 = store.store([UInt8](repeating: 1, count: 100), seq: seq, series: "gas", outcome: outcome)
            #expect(kept4)
        }
        var order: [[Int64]] = []
        for seq in 6...8 as ClosedRange<Int64> {
            store.store([UInt8](repeating: 1, count: 100), seq: seq, series: "gas", outcome: .withheld)
            order.append(store.list.map(\.seq))
        }
        #expect(order == [[1, 3, 4, 5, 6], [1, 3, 5, 6, 7], [1, 5, 6, 7, 8]])
        #expect(store.bytes == 500)
        while store.removeLeast() {}
        #expect(store.bytes == 0 && store.list.isEmpty)
        #expect(JournalFile.names(in: folder.file("evidence")).isEmpty)
    }

    @Test("the number of pictures is bounded too, and a smaller budget holds from the start")
    func bounds() {
        var first = store(count: 3)
        for seq in 1...5 as ClosedRange<Int64> { first.store([1], seq: seq, series: "gas", outcome: .accepted) }
        #expect(first.list.map(\.seq) == [3, 4, 5])
        #expect(store(bytes: 2).list.map(\.seq) == [4, 5])
        let kept5 = first.store([UInt8](repeating: 1, count: 2_000), seq: 9, series: "gas", outcome: .accepted)
        #expect(!kept5)
        let kept6 = first.store([], seq: 9, series: "gas", outcome: .accepted)
        #expect(!kept6)
        let kept7 = first.store([1], seq: 9, series: "", outcome: .accepted)
        #expect(!kept7)
    }

    @Test("foreign and damaged names are left alone, half-written pictures go")
    func foreign() {
        let names = [
            "README", "1_accepted_gas.png", "x_accepted_gas.jpg", "1_liked_gas.jpg", "-1_accepted_gas.jpg",
            "1_accepted_.jpg", "1_accepted_%zz.jpg", "01_accepted_gas.jpg", "2_accepted_gas.jpg/inside",
        ]
        for name in names { folder.write("evidence/" + name, [1]) }
        folder.write("evidence/3_accepted_gas.jpg.part", [1])
        folder.write("evidence/4_accepted_gas.jpg", [])
        var store = store()
        #expect(store.list.isEmpty)
        while store.removeLeast() {}
        #expect(JournalFile.names(in: folder.file("evidence")).count == names.count + 1)
    }

    @Test("a picture that was removed or cut off by someone else is none")
    func altered() {
        var store = store()
        for seq in 1...2 as ClosedRange<Int64> { store.store([1, 2], seq: seq, series: "gas", outcome: .accepted) }
        folder.write("evidence/1_accepted_gas.jpg", [1])
        folder.move("evidence/2_accepted_gas.jpg", to: "away")
        #expect(store.load(1) == nil && store.load(2) == nil)
        store.remove(2)
        #expect(store.list.map(\.seq) == [1])
    }

    @Test(
        "a full disk costs the picture and nothing else",
        .enabled(if: SmallDisk.isPossible, "making a small disk needs root and the right to mount"))
    func full() throws {
        let disk = try SmallDisk()
        var store = EvidenceStore(beside: disk.file("journal.db"))
        let kept8 = store.store([1], seq: 1, series: "gas", outcome: .accepted)
        #expect(kept8)
        disk.fill()
        let kept9 = store.store([UInt8](repeating: 1, count: 9_000), seq: 2, series: "gas", outcome: .accepted)
        #expect(!kept9)
        #expect(store.list.map(\.seq) == [1])
        disk.clear()
        let kept10 = store.store([UInt8](repeating: 1, count: 9_000), seq: 2, series: "gas", outcome: .accepted)
        #expect(kept10)
        #expect(EvidenceStore(beside: disk.file("journal.db")).list.map(\.seq) == [1, 2])
    }
}
