// How much flows: no more than the last place of the index can tell.

import Recognition
import Testing

@testable import Metering

@Suite struct FlowTests {
    private let now = Timestamp(milliseconds: 100_000_000)

    /// Indexes so many seconds ago.
    private func known(_ indexes: [(ago: Double, index: String)]) -> [RegisterCard.Start] {
        indexes.map {
            .init(index: Index($0.index)!, at: Timestamp(milliseconds: now.milliseconds - Int64($0.ago * 1_000)))
        }
    }

    private func told(_ indexes: [(ago: Double, index: String)]) -> String? {
        Flow(known(indexes), now: now).map { ($0.isLess ? "< " : "") + $0.hourly.text }
    }

    @Test func itIsToldInThePlacesThatAreKnown() {
        // 0.0308 in a quarter of an hour: one unit is 0.0004 of an hour's flow.
        #expect(told([(900, "662.9051"), (0, "662.9359")]) == "0.123")
        #expect(told([(3_600, "10"), (0, "22")]) == "12")
        // 12 in a quarter of an hour, four more or less.
        #expect(told([(900, "10"), (0, "22")]) == "50")
    }

    @Test func whatIsLittleIsToldToBeLess() {
        #expect(told([(900, "1.234"), (0, "1.234")]) == "< 0.01")
        #expect(told([(900, "1.234"), (0, "1.235")]) == "< 0.01")
        #expect(told([(3_600, "7"), (0, "7")]) == "< 1")
        // Gears play; further back is no play.
        #expect(told([(900, "1.237"), (0, "1.234")]) == "< 0.01")
        #expect(told([(900, "1.238"), (0, "1.234")]) == nil)
    }

    @Test func theLastReadingsCountWhereTheyAreEnough() {
        #expect(told([(1_800, "1.000"), (900, "1.000"), (0, "1.100")]) == "0.40")
        // Too little in a minute: a longer time tells more.
        #expect(told([(1_860, "1.000"), (60, "1.050"), (0, "1.052")]) == "0.10")
    }

    @Test func oldReadingsAndSingleOnesTellNothing() {
        #expect(told([]) == nil && told([(0, "1.0")]) == nil)
        #expect(told([(4_500, "1.0"), (3_601, "2.0")]) == nil)
        #expect(told([(4_500, "1.0"), (3_600, "2.0")]) != nil)
        #expect(told([(7_200, "1.0"), (3_000, "2.0")]) == nil)
        #expect(told([(0, "1.0"), (0, "2.0")]) == nil)
    }

    @Test(arguments: [("m³", "m³/h"), ("kWh", "kW"), ("MWh", "MW"), ("ft³", "ft³/h")])
    func aFlowHasItsOwnUnit(index: String, flow: String) { #expect(Flow.unit(of: index) == flow) }
}
