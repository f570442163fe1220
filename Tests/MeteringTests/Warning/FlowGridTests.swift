// A day of flow in quarters of an hour.

import Recognition
import Testing

@testable import Metering

@Suite struct FlowGridTests {
    /// A grid of quarters of an hour with so much in each.
    private func grid(_ uses: [Int64]) -> FlowGrid {
        var grid = FlowGrid()
        for (place, use) in uses.enumerated() {
            let times = [place, place + 1].map { Timestamp(milliseconds: Int64($0) * 900_000) }
            let readings = times.map { RegisterCard.Start(index: Index(units: 0, decimals: 0), at: $0) }
            _ = grid.add(
                WarningStep(from: readings[0], to: readings[1], local: times[1].milliseconds, units: use))
        }
        return grid
    }

    @Test func theQuietestStretchesAreFoundWhereverTheyLie() {
        // Twos, but for an hour of nothing and half an hour of ones elsewhere.
        let uses = (0..<88).map { (40..<44).contains($0) ? 0 : (60..<62).contains($0) ? 1 : Int64(2) }
        let floors = grid(uses).floors()
        func floor(_ floor: FlowGrid.Floor) -> Double { floors[floor.rawValue] }
        let found = FlowGrid.Floor.allCases.map { floor($0).rounded() }
        let expected: [Double] = [0, 0, 8, 16, 38, 22, 70, 0, 0, 6, 22, 166]
        #expect(found == expected)
    }

    /// A grid of threes, and after that an outage of so many quarters of an hour with so much use in all.
    private func outage(_ quarters: Int64, use: Int64) -> FlowGrid {
        var grid = grid([Int64](repeating: 3, count: 44))
        let times = [44, 44 + quarters].map { Timestamp(milliseconds: $0 * 900_000) }
        let readings = times.map { RegisterCard.Start(index: Index(units: 0, decimals: 0), at: $0) }
        _ = grid.add(WarningStep(from: readings[0], to: readings[1], local: times[1].milliseconds, units: use))
        return grid
    }

    @Test func ofALongOutageNothingIsKnown() {
        #expect(outage(50, use: 0).floors()[FlowGrid.Floor.hour.rawValue] == 12)
    }

    @Test func anOutageCountsByItsMeanButIsNotEven() {
        let floors = outage(24, use: 24).floors()
        #expect(floors[FlowGrid.Floor.hour.rawValue].rounded() == 4)
        #expect(floors[FlowGrid.Floor.even.rawValue].rounded() == 36)
    }

    @Test func fiveMinutesWithoutFlowAreSeenBesideAHeatPump() {
        var grid = FlowGrid()
        // Of each two hours it is off for ten minutes.
        for place in 0..<264 {
            let times = [place, place + 1].map { Timestamp(milliseconds: Int64($0) * 300_000) }
            let readings = times.map { RegisterCard.Start(index: Index(units: 0, decimals: 0), at: $0) }
            let use: Int64 = place % 24 < 2 ? 1 : 9
            _ = grid.add(WarningStep(from: readings[0], to: readings[1], local: times[1].milliseconds, units: use))
        }
        let floors = grid.floors()
        #expect(floors[FlowGrid.Floor.fives.rawValue] == 6)
        #expect(floors[FlowGrid.Floor.half.rawValue] > 30)
    }

    @Test func threeEvenHoursAreFoundBesideABurner() {
        func even(_ uses: [Int64]) -> Double { grid(uses).floors()[FlowGrid.Floor.even.rawValue] }
        var uses: [Int64] = (0..<88).map { Int64($0 % 3 * 4) }
        #expect(even(uses).isNaN)
        for place in 30..<42 { uses[place] = Int64(5 + place % 2) }
        #expect(even(uses).rounded() == 66)
    }

    @Test func evenFlowDiffersByWholeUnitsOnly() {
        #expect(grid((0..<88).map { $0 % 2 == 0 ? 20 : 21 }).isEven(blocks: 12))
        #expect(!grid((0..<88).map { $0 % 2 == 0 ? 18 : 22 }).isEven(blocks: 12))
    }
}
