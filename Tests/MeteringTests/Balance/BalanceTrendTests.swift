// The trend of shares: told where it is one, and not bent by odd days.

import Testing

@testable import Metering

@Suite struct BalanceTrendTests {
    private func shares(_ count: Int, _ share: (Double) -> Double) -> [(day: Double, share: Double)] {
        (0..<count).map { (Double($0), share(Double($0))) }
    }

    private func wave(_ day: Double) -> Double { [0.01, -0.012, 0.003, -0.004, 0.008, -0.006, 0.001][Int(day) % 7] }

    @Test func whatGrowsIsRisingByAsMuchAsItDoes() {
        let trend = BalanceTrend(shares(40) { 0.02 + 0.001 * $0 + wave($0) })
        #expect(trend.way == .rising && abs((trend.daily ?? 1) - 0.001) < 0.0003)
        #expect(BalanceTrend(shares(40) { 0.02 - 0.001 * $0 + wave($0) }).way == .falling)
    }

    @Test func whatOnlyVariesCannotBeTold() {
        #expect(BalanceTrend(shares(40) { 0.02 + wave($0) }).way == .untold)
    }

    @Test func aFewOddDaysBendNothing() {
        let trend = BalanceTrend(shares(40) { 0.02 + wave($0) + ($0 > 36 ? 0.9 : 0) })
        #expect(trend.way == .untold && abs(trend.daily ?? 1) < 0.0005)
    }

    @Test func tooFewDaysTellNothing() {
        let trend = BalanceTrend(shares(9) { $0 })
        #expect(trend.daily == nil && trend.way == .untold)
        #expect(BalanceTrend((0..<20).map { _ in (1.0, 0.1) }).way == .untold)
    }
}
