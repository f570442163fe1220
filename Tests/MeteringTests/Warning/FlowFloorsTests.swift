// What flows at the least, and when something has come on top of it.

import Testing

@testable import Metering

@Suite struct FlowFloorsTests {
    private typealias Floor = FlowGrid.Floor

    /// What each measure shows where so many units an hour flow always, and so many more in the long stretches and the whole day.
    private func floors(_ always: Double, long: Double = 0, whole: Double = 20) -> [Double] {
        Floor.allCases.map { floor in
            switch floor {
            case .half, .hour, .eight, .fives, .tens, .quarters, .even: always * floor.hours
            case .two, .three, .six, .twenty: (always + long) * floor.hours
            case .all: (always + whole) * floor.hours
            }
        }
    }

    /// Four weeks of days.
    private func learned(_ days: (Int) -> [Double]) -> FlowFloors {
        var floors = FlowFloors()
        for day in 0..<28 { for hour in 0..<24 { floors.learn(days(day), ofDay: hour) } }
        return floors
    }

    @Test func whatLiftsAllMeasuresIsTold() throws {
        let known = learned { _ in floors(1) }
        let rise = try #require(known.rise(floors(3), ofDay: 5, isEven: false))
        #expect(rise.found == 3 && rise.usual == 1)
        #expect(known.rise(floors(1), ofDay: 5, isEven: true) == nil)
    }

    @Test func whatLiftsOnlyTheLongStretchesIsNone() {
        let known = learned { _ in floors(0) }
        #expect(known.rise(floors(0, long: 30, whole: 40), ofDay: 5, isEven: true) == nil)
        // In an hour nothing flows for half of it.
        var half = floors(6, long: 30, whole: 40)
        half[Floor.half.rawValue] = 0
        #expect(known.rise(half, ofDay: 5, isEven: true) == nil)
    }

    @Test func aDayThatUsesNoMoreThanOthersHasNothingOnTop() {
        let known = learned { _ in floors(0, whole: 40) }
        #expect(known.rise(floors(30, whole: 35), ofDay: 5, isEven: true) != nil)
        #expect(known.rise(floors(30, whole: 5), ofDay: 5, isEven: true) == nil)
    }

    @Test func onMildDaysOnlyMildDaysCountAndTheFlowMustBeEven() {
        // Every fourth day a burner ran through.
        let known = learned { day in day % 4 == 0 ? floors(30, whole: 40) : floors(0, whole: 10) }
        #expect(known.rise(floors(8, whole: 12), ofDay: 5, isEven: true) != nil)
        #expect(known.rise(floors(8, whole: 12), ofDay: 5, isEven: false) == nil)
        // As cold as on those days.
        #expect(known.rise(floors(8, whole: 62), ofDay: 5, isEven: true) == nil)
    }

    @Test func theHoursAroundCountToo() {
        var known = learned { _ in floors(0) }
        #expect(known.rise(floors(3), ofDay: 5, isEven: false) != nil)
        known.learn(floors(3), ofDay: 7)
        #expect(known.rise(floors(3), ofDay: 5, isEven: false) == nil)
        #expect(known.rise(floors(3), ofDay: 4, isEven: false) != nil)
    }

    @Test func whatTheHoursBeforeHaveShownTodayExcusesNothing() {
        var known = learned { _ in floors(0) }
        for hour in 3...4 { known.learn(floors(3), ofDay: hour) }
        #expect(known.rise(floors(3), ofDay: 5, isEven: false) != nil)
    }

    @Test func whatIsNotEvenIsToldByMuchOnly() {
        /// Floors of flow that is never even.
        func uneven(_ flow: Double) -> [Double] {
            var uneven = floors(flow)
            uneven[Floor.even.rawValue] = .nan
            return uneven
        }
        let known = learned { day in uneven(day % 4 == 0 ? 2 : 0) }
        #expect(known.rise(uneven(4.5), ofDay: 5, isEven: false) == nil)
        #expect(known.rise(uneven(7), ofDay: 5, isEven: false) != nil)
        #expect(learned { day in floors(day % 4 == 0 ? 2 : 0) }.rise(floors(4.5), ofDay: 5, isEven: false) != nil)
    }

    @Test func whatWholeUnitsLeaveOpenHidesNoLeak() {
        let known = learned { _ in floors(0) }
        var now = floors(4)
        // By chance one unit less came in one of the hours.
        now[Floor.hour.rawValue] = 2
        #expect(known.rise(now, ofDay: 5, isEven: false) != nil)
    }

    @Test func whatALeakTaughtBeforeItWasSeenIsForgotten() {
        let known = learned { _ in floors(0) }
        var later = known
        for _ in 0..<2 { for hour in 0..<24 { later.learn(floors(3), ofDay: hour) } }
        #expect(later.rise(floors(3), ofDay: 5, isEven: false) == nil)
        #expect(later.before.rise(floors(3), ofDay: 5, isEven: false) != nil)
    }

    @Test func aFewDaysTeachNothing() {
        var known = FlowFloors()
        for _ in 0..<9 { known.learn(floors(0), ofDay: 5) }
        #expect(known.rise(floors(3), ofDay: 5, isEven: true) == nil)
        known.learn(floors(0), ofDay: 5)
        #expect(known.rise(floors(3), ofDay: 5, isEven: true) != nil)
    }
}
