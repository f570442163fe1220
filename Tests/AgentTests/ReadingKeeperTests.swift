// What becomes of readings while the journal takes none.

import Journal
import Logging
import Metering
import Recognition
import Synchronization
import Testing

@testable import Agent

@Suite struct ReadingKeeperTests {
    /// A journal that takes only so much.
    private final class Store: Sendable {
        let answer = Mutex<JournalError?>(nil)
        let stored = Mutex<[Int64]>([])
        let told = Mutex<[Int64]>([])

        func fail(_ error: JournalError?) { answer.withLock { $0 = error } }
    }

    private let store = Store()
    private let heard = HeardLog()
    private let full = JournalError.full(path: "J")

    private func keeper() -> ReadingKeeper {
        let store = store
        return ReadingKeeper(
            meter: "gas", logger: heard.logger,
            append: { (entry) async throws(JournalError) in
                if let error = store.answer.withLock({ $0 }) { throw error }
                return store.stored.withLock { stored in
                    stored.append(entry.time.wallMilliseconds)
                    return Int64(stored.count)
                }
            }, onReading: { _, seq in store.told.withLock { $0.append(seq) } })
    }

    /// Readings by number; the number is their time.
    private func items(_ numbers: ClosedRange<Int64>, register: String = "main") -> [ReadingKeeper.Item] {
        numbers.map { number in
            let reading = Reading(
                meter: "gas", register: register, index: Index(units: number, decimals: 0), unit: "m³",
                capturedAt: Timestamp(milliseconds: number), timeQuality: .synchronised, confidence: 1,
                quality: .accepted, reasons: [], dials: [])
            let time = EntryTime(
                bootID: "b", monotonicMilliseconds: 0, wallMilliseconds: number, clock: .synchronised)
            return ReadingKeeper.Item(
                reading: reading,
                entry: NewEntry(kind: reading.kind, meter: reading.series, time: time, payload: [0x7b, 0x7d]))
        }
    }

    private var stored: [Int64] { store.stored.withLock { $0 } }
    private var log: [String] { heard.lines.map(\.text) }

    @Test func readingsAreStoredInOrderAndToldWithTheirPlace() async throws {
        var keeper = keeper()
        try await keeper.keep(items(1...3))
        #expect(stored == [1, 2, 3])
        #expect(store.told.withLock { $0 } == [1, 2, 3])
        #expect(log.isEmpty)
    }

    @Test func whatFoundNoRoomIsStoredFirstWhenThereIsRoomAgain() async throws {
        var keeper = keeper()
        store.fail(full)
        for number in Int64(1)...5 { try await keeper.keep(items(number...number)) }
        #expect(stored.isEmpty)
        #expect(store.told.withLock { $0 }.isEmpty)
        store.fail(nil)
        try await keeper.keep(items(6...6))
        #expect(stored == [1, 2, 3, 4, 5, 6])
        #expect(
            log == [
                "error readings are not stored: \(full)", "warning readings are stored again; 5 waited, 0 were lost",
            ])
    }

    @Test func theNewestOfEachSeriesWaitAndTheOthersAreCounted() async throws {
        var keeper = keeper()
        store.fail(full)
        let most = Int64(Limits.waitingPerSeriesMax)
        try await keeper.keep(items(1...1, register: "night"))
        for number in 1...most + 7 { try await keeper.keep(items(number...number)) }
        #expect(keeper.lost == 7)
        store.fail(nil)
        try await keeper.keep([])
        #expect(stored == [1] + Array(8...most + 7))
        #expect(log.last == "warning readings are stored again; \(most + 1) waited, 7 were lost")
        #expect(log.count == 2)
    }

    @Test func aPictureIsShownBeforeItsReadingIsStoredAndAgainWithItsPlace() async throws {
        let steps = Mutex<[String]>([])
        var keeper = ReadingKeeper(
            meter: "gas", logger: heard.logger,
            append: { (entry) async throws(JournalError) in
                steps.withLock { $0.append("stored \(entry.time.wallMilliseconds)") }
                return 7
            }, onReading: { _, _ in })
        keeper.onNewPicture = { picture, entry in
            steps.withLock { $0.append("new \(picture) \(entry.time.wallMilliseconds)") }
        }
        keeper.onPicture = { picture, _, seq in steps.withLock { $0.append("placed \(picture) \(seq)") } }
        var item = items(3...3)[0]
        item.picture = [9]
        try await keeper.keep([item])
        #expect(steps.withLock { $0 } == ["new [9] 3", "stored 3", "placed [9] 7"])
    }

    @Test func aReadingThatNoJournalTakesIsCountedAndNotTriedAgain() async throws {
        var keeper = keeper()
        store.fail(.badField(path: "J", field: "payload", bytes: 9, limit: 8))
        try await keeper.keep(items(1...2))
        store.fail(nil)
        try await keeper.keep(items(3...3))
        #expect(stored == [3])
        #expect(log.last == "warning readings are stored again; 0 waited, 2 were lost")
    }

    @Test func anEndWithoutRoomSaysWhatIsLost() async throws {
        var keeper = keeper()
        store.fail(full)
        try await keeper.keep(items(1...3))
        try await keeper.finish()
        #expect(log.last == "error the agent ends and 3 readings were never stored")
    }

    @Test func aJournalThatCannotBeTrustedEndsIt() async throws {
        var keeper = keeper()
        store.fail(.closed(path: "J"))
        await #expect(throws: JournalError.closed(path: "J")) { try await keeper.keep(items(1...1)) }
    }
}
