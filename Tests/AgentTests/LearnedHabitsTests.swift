// What was learned about a mechanism is there after a restart, for the same card only.

import Journal
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct LearnedHabitsTests {
    private let folder = TemporaryFolder()

    private func register(zero: Float = 0, exchanges: Int = 0) throws -> RegisterReader {
        let dials = [0, -1].map { place in
            DialCard(
                mechanism: DialMechanism(kind: .needle, place: place, zero: place == 0 ? zero : 0),
                area: Quad(x: 0, y: 0, width: 1, height: 1))
        }
        var card = RegisterCard(name: "main", dials: dials, decimals: 1, hourlyMax: 10, start: nil)
        card.start = RegisterCard.Start(index: Index(units: 35, decimals: 1), at: Timestamp(milliseconds: 0))
        card.exchanges = exchanges
        return RegisterReader(card: card, mechanism: try card.mechanism())
    }

    @Test func theyAreTakenUpWithTheSameCardOnly() async throws {
        var taught = try register()
        for step in 1...5 {
            let shown = 3.5 + 0.1 * Float(step)
            let positions = [shown + 0.3, (10 * shown).truncatingRemainder(dividingBy: 10)].map {
                Position(around: $0, spread: 0.1)
            }
            _ = taught.read([positions], at: Timestamp(milliseconds: 600_000 * Int64(step)))
        }
        let fresh = try register()
        #expect(taught.habits != fresh.habits)
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        #expect(await LearnedHabits.load(fresh, series: "gas", from: journal) == nil)
        try await LearnedHabits.store(taught, series: "gas", in: journal)
        let loaded = try #require(await LearnedHabits.load(fresh, series: "gas", from: journal))
        #expect(loaded.numbers == taught.habits.numbers)
        #expect(await LearnedHabits.load(fresh, series: "water", from: journal) == nil)
        #expect(await LearnedHabits.load(try register(zero: 0.2), series: "gas", from: journal) == nil)
        #expect(await LearnedHabits.load(try register(exchanges: 1), series: "gas", from: journal) == nil)
        try await journal.close()
    }
}
