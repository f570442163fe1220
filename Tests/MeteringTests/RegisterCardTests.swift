// The window that time and flow leave for the next index.

import Recognition
import Testing

@testable import Metering

@Suite struct RegisterCardTests {
    private func card(hourlyMax: Double?) -> RegisterCard {
        let area = Quad(x: 0, y: 0, width: 20, height: 30)
        let dials = [2, 1, 0, -1].map { DialCard(mechanism: DialMechanism(kind: .wheel, place: $0), area: area) }
        return RegisterCard(name: "main", dials: dials, decimals: 1, hourlyMax: hourlyMax, start: nil)
    }

    private let last = RegisterCard.Start(
        index: Index(units: 1234, decimals: 1), at: Timestamp(milliseconds: 1_000_000_000))

    @Test func theWindowGrowsWithTime() {
        let anchor = card(hourlyMax: 4).anchor(last: last, now: Timestamp(milliseconds: 1_000_000_000 + 900_000))
        #expect(anchor.increaseMax == Index(units: 10, decimals: 1))
    }

    @Test func withoutALimitOrWithAClockThatWentBackNobodyKnows() {
        #expect(card(hourlyMax: nil).anchor(last: last, now: Timestamp(milliseconds: 2_000_000_000)).increaseMax == nil)
        #expect(card(hourlyMax: 4).anchor(last: last, now: Timestamp(milliseconds: 0)).increaseMax == nil)
    }

    @Test func fiftyYearsAtAnyFlowStayANumber() {
        let anchor = card(hourlyMax: 1e9).anchor(last: last, now: Timestamp(milliseconds: 1_500_000_000_000_000))
        #expect((anchor.increaseMax?.units ?? 0) > 0)
    }
}
