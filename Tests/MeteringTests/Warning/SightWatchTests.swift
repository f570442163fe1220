// Whether the meter can be seen: covered, moved, exchanged, in the dark of every night, and behind glass that gets dirty.

import Recognition
import Testing

@testable import Metering

@Suite struct SightWatchTests {
    /// What is told of pictures by the quarter of an hour: for each day and quarter what it was not accepted for, and whether it was published.
    private func told(
        days: Int64, _ picture: (_ day: Int64, _ quarter: Int64) -> (reasons: [Reason], isPublished: Bool)
    ) -> (watch: SightWatch, told: [String]) {
        var watch = SightWatch()
        var told: [String] = []
        for number in 0..<days * 96 {
            let at = Timestamp(milliseconds: number * 900_000)
            let (reasons, isPublished) = picture(number / 96, number % 96)
            let index = isPublished ? Index(units: number, decimals: 3) : nil
            for event in watch.add(Sighting(at: at, index: index, reasons: reasons), local: at.milliseconds) {
                let end = if case .over(_, _, let end) = event { end.rawValue } else { "due" }
                told.append("\(number / 96).\(number % 96) \(event.warning.kind.rawValue) \(end)")
            }
        }
        return (watch, told)
    }

    @Test(arguments: [
        (Reason.occluded, "covered"), (.overexposed, "covered"), (.lightFailed, "covered"),
        (.notThisMeter, "other-meter"),
        (.moved, "moved"),
    ])
    func whatKeepsTheMeterFromBeingSeenIsToldAtTheThirdPicture(_ reason: Reason, _ kind: String) throws {
        let (watch, told) = told(days: 2) { day, quarter in
            day == 1 && (10..<20).contains(quarter) ? ([reason], false) : ([], true)
        }
        #expect(told == ["1.12 \(kind) due", "1.20 \(kind) ended"] && watch.open.isEmpty)
        // Two pictures alone are a hand, or somebody who passes by.
        #expect(
            self.told(days: 2) { _, quarter in quarter % 8 < 2 ? ([reason], false) : ([], true) }.told.isEmpty)
    }

    @Test func itRestsOnTheLastReading() throws {
        var watch = SightWatch()
        let seen = Sighting(at: Timestamp(milliseconds: 0), index: Index(units: 5, decimals: 0), reasons: [])
        #expect(watch.add(seen, local: 0).isEmpty)
        var events: [WarningEvent] = []
        for hour in [1, 2, 3] as [Int64] {
            let hidden = Sighting(at: Timestamp(milliseconds: hour * 3_600_000), index: nil, reasons: [.occluded])
            events += watch.add(hidden, local: hidden.at.milliseconds)
        }
        let warning = try #require(events.first?.warning)
        #expect(warning.first.index.text == "5" && warning.first == warning.last && warning.found == 3)
        #expect(watch.open == [warning] && warning.severity == .warning)
        #expect(
            warning.text
                == "for 3 hours the meter cannot be seen: look whether the camera is covered, dazzled or in the dark")
        // A picture that fails for another reason ends nothing.
        let odd = Sighting(at: Timestamp(milliseconds: 4 * 3_600_000), index: nil, reasons: [.ambiguous])
        #expect(watch.add(odd, local: odd.at.milliseconds).isEmpty && watch.open == [warning])
    }

    @Test func nightsAreLearnedWhereThereIsNoLamp() {
        let (_, told) = told(days: 20) { day, quarter in
            // From 22 to 5 o'clock; on the last day all day long.
            quarter < 20 || quarter >= 88 || (day == 19 && quarter > 30) ? ([.dark], false) : ([], true)
        }
        #expect(told == ["19.73 covered due"])
    }

    @Test func aLampThatWasOutForDaysTeachesNoNight() {
        let (_, told) = told(days: 20) { day, quarter in
            (5..<10).contains(day) || (day == 15 && quarter >= 10) || day == 16 ? ([.dark], false) : ([], true)
        }
        // Told at the third picture; later after one and a half times the longest night.
        #expect(
            told == ["5.2 covered due", "10.0 covered ended", "16.22 covered due", "17.0 covered ended"], "\(told)")
    }

    @Test func fadingIsOverThoughFewPicturesAreTakenAnyMore() {
        let (watch, told) = told(days: 60) { day, quarter in
            day < 15 ? ([], true) : day < 20 ? ([.wet], true) : quarter > 1 ? ([.occluded], false) : ([], true)
        }
        #expect(told.contains("46.0 fading usual") && watch.fading == nil, "\(told.filter { $0.contains("fading") })")
    }

    @Test func picturesThatGetWorseAreToldWhileTheyCanStillBeRead() {
        let (watch, told) = told(days: 40) { day, quarter in
            let share: Int64 = day < 20 ? 5 : day < 30 ? 60 : 0
            return (quarter * 7 % 96) * 100 < share * 96 ? ([.lowContrast], true) : ([], true)
        }
        #expect(told == ["23.0 fading due", "31.0 fading ended"], "\(told)")
        #expect(watch.open.isEmpty)
        // Always so is no news, and what stays becomes usual.
        #expect(self.told(days: 40) { _, quarter in quarter % 2 == 0 ? ([.wet], true) : ([], true) }.told.isEmpty)
        let stays = self.told(days: 90) { day, _ in day < 20 ? ([], true) : ([.wet], true) }.told
        #expect(stays == ["23.0 fading due", "51.0 fading usual"], "\(stays)")
    }

    @Test func whatIsInTheWaySaysNothingOfTheGlass() {
        let (_, told) = told(days: 30) { day, quarter in
            day >= 15 && quarter >= 20 ? ([.occluded], false) : ([], true)
        }
        #expect(told.allSatisfy { $0.contains("covered") } && told.count == 29, "\(told)")
    }
}
