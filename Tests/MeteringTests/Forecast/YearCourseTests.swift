// The course of a year, from days of use.

import Glibc
import Testing

@testable import Metering

@Suite struct YearCourseTests {
    /// Days of use with a wave of a year about ten, and one of half a year.
    private func use(_ day: Int, _ year: Double, _ half: Double = 0) -> Double {
        let turn = 2 * Double.pi * Double(day) / 365.25
        return 10 + year * cos(turn - 1) + half * sin(2 * turn)
    }

    private func month(_ from: Int, _ use: (Int) -> Double) -> Double { (from..<from + 30).map(use).reduce(0, +) / 30 }

    @Test(arguments: [300, 365, 500]) func aWaveGoesOn(days: Int) {
        func use(_ day: Int) -> Double { self.use(day, 6) }
        let course = YearCourse((0..<days).map(use))
        #expect(abs(course.month(.one, firmness: 0.01) - month(days, use)) < 0.1)
        #expect(abs(course.month(.two, firmness: 0.01) - month(days, use)) < 0.3)
    }

    @Test func whatOneWaveCannotTellTwoCan() {
        func use(_ day: Int) -> Double { self.use(day, 4, 3) }
        let course = YearCourse((0..<400).map(use))
        let came = month(400, use)
        #expect(abs(course.month(.one, firmness: 0.01) - came) > 5 * abs(course.month(.two, firmness: 0.01) - came))
    }

    @Test func onlyTheLastDaysCount() {
        let last = (0..<Limits.forecastDays).map { use($0, 5) }
        let all = YearCourse([Double](repeating: 500, count: 90) + last)
        #expect(all.month(.two, firmness: 5) == YearCourse(last).month(.two, firmness: 5))
    }

    @Test func fewDaysMakeNoSeason() {
        let course = YearCourse((0..<20).map { 10 + Double($0) / 4 })
        #expect((10...16).contains(course.month(.two, firmness: 20)))
        // Less firm, it goes on as it went.
        #expect(course.month(.one, firmness: 0.01) > 17)
    }

    @Test func aJourneyTurnsNoCourse() {
        func use(_ day: Int) -> Double { self.use(day, 3) + (day % 2 == 0 ? 1 : -1) }
        let course = YearCourse((0..<300).map { (280..<295).contains($0) ? 0 : use($0) })
        #expect(abs(course.month(.one, firmness: 5) - month(300, use)) < 1.5)
    }

    @Test func noUseIsNought() {
        #expect(YearCourse([Double](repeating: 0, count: 400)).month(.one, firmness: 5) == 0)
    }

    @Test func nothingIsGivenBack() {
        let falling = YearCourse((0..<100).map { max(0, 100 - Double($0)) })
        #expect(falling.month(.one, firmness: 0.01) == 0)
    }
}
