// A camera that creeps, is knocked, trembles and is put back.

import Recognition
import Testing

@testable import Metering

@Suite struct DriftWatchTests {
    private static let start = Timestamp(milliseconds: 1_767_225_600_000)
    private let dials = [Quad(x: 200, y: 200, width: 20, height: 30), Quad(x: 400, y: 210, width: 20, height: 30)]

    private func watch(_ dials: [Quad]? = nil) -> DriftWatch {
        DriftWatch(
            dials: dials ?? self.dials, calibratedAt: .identity, time: DriftWatchTests.start, width: 640, height: 480)
    }

    private func hour(_ hours: Double) -> Timestamp {
        Timestamp(milliseconds: DriftWatchTests.start.milliseconds + Int64(hours * 3_600_000))
    }

    private func moved(_ right: Double, _ down: Double = 0) -> Placement {
        Placement(a: 1, b: 0, c: 0, d: 1, tx: Float(right), ty: Float(down))
    }

    /// The events of a frame every hour, moved as `place` says.
    private func events(_ watch: inout DriftWatch, hours: Range<Int>, _ place: (Double) -> Placement) -> [DriftEvent] {
        hours.compactMap { watch.add(place(Double($0)), at: hour(Double($0))) }
    }

    @Test func aCameraThatTremblesIsNoNews() {
        var watch = watch()
        #expect(events(&watch, hours: 0..<2000) { moved($0.truncatingRemainder(dividingBy: 7) * 0.7) }.isEmpty)
        #expect(!watch.isDue)
    }

    @Test func aSlowDriftIsToldOnceAndInTime() throws {
        var watch = watch()
        // Half a pixel a day for a hundred days: beyond the limit of 40 after eighty.
        let found = events(&watch, hours: 0..<2400) { moved($0 / 48) }
        #expect(found.count == 1)
        guard case .due(let drift, false, let since) = found.first else {
            Issue.record("\(found)")
            return
        }
        #expect(since == DriftWatchTests.start)
        #expect(drift.limit == 40 && drift.pixels > 25 && drift.pixels < 31)
        #expect(abs(try #require(drift.pixelsPerDay) - 0.5) < 0.05)
        #expect(found[0].text.contains("has drifted") && found[0].text.contains("limit 40"))
    }

    @Test func aFastDriftIsToldEarlierThanASlowOne() {
        var watch = watch()
        let found = events(&watch, hours: 0..<360) { moved($0 / 8) }
        guard case .due(let drift, false, _) = found.first else {
            Issue.record("\(found)")
            return
        }
        #expect(drift.pixels < 25)
        #expect(drift.daysLeft.map { $0 > 4 && $0 < 7.1 } == true)
    }

    @Test func hysteresisKeepsANoisyDriftFromBeingToldAgainAndAgain() {
        var watch = watch()
        let found = events(&watch, hours: 0..<3000) { moved(30 + $0.truncatingRemainder(dividingBy: 5) - 2) }
        #expect(found.count == 1)
    }

    @Test func aKnockIsToldAsOneWithItsTimeAfterItHasLasted() {
        var watch = watch()
        #expect(events(&watch, hours: 0..<100) { _ in moved(1) }.isEmpty)
        let found = events(&watch, hours: 100..<200) { _ in moved(34, 3) }
        guard found.count == 1, case .due(let drift, true, let since) = found[0] else {
            Issue.record("\(found)")
            return
        }
        #expect(since == hour(100))
        #expect(abs(drift.pixels - 34.1) < 0.1)
    }

    @Test func aHarmlessKnockIsNewsButNoMaintenance() {
        var watch = watch()
        _ = events(&watch, hours: 0..<10) { _ in moved(0) }
        let found = events(&watch, hours: 10..<500) { _ in moved(12) }
        #expect(found.count == 1 && !watch.isDue)
        guard case .knocked(_, let pixels, let at) = found.first else {
            Issue.record("\(found)")
            return
        }
        #expect(at == hour(10) && abs(pixels - 12) < 0.1)
    }

    @Test func framesThatLieElsewhereForAMomentAreNoNews() {
        var watch = watch()
        #expect(events(&watch, hours: 0..<300) { moved($0.truncatingRemainder(dividingBy: 3) < 2 ? 0 : 38) }.isEmpty)
    }

    @Test func aCameraPutBackEndsTheMaintenance() {
        var watch = watch()
        _ = events(&watch, hours: 0..<10) { _ in moved(0) }
        #expect(events(&watch, hours: 10..<20) { _ in moved(35) }.count == 1)
        #expect(watch.isDue)
        let found = events(&watch, hours: 20..<40) { _ in moved(2) }
        guard found.count == 1, case .over = found[0] else {
            Issue.record("\(found)")
            return
        }
        #expect(!watch.isDue)
    }

    @Test func aNewCardEndsTheMaintenanceAndCountsFromThere() {
        var watch = watch()
        _ = watch.add(moved(35), at: hour(1))
        #expect(watch.isDue)
        guard case .over = watch.recalibrate(moved(35), at: hour(2)) else {
            Issue.record("not over")
            return
        }
        #expect(events(&watch, hours: 3..<50) { _ in moved(36) }.isEmpty)
    }

    @Test func turnAndSizeCountToo() {
        for placement in [
            Placement(a: 0.98, b: -0.2, c: 0.2, d: 0.98, tx: 50, ty: -58),
            Placement(a: 1.08, b: 0, c: 0, d: 1.08, tx: -25, ty: -18),
        ] {
            var watch = watch()
            guard case .due(let drift, _, _) = watch.add(placement, at: hour(1)) else {
                Issue.record("not due: \(String(describing: watch.drift))")
                continue
            }
            #expect(drift.pixels / drift.limit < 0.75 && drift.share > 0.75)
        }
    }

    @Test func aDialNearTheEdgeLeavesLessRoom() {
        var watch = watch([Quad(x: 620, y: 200, width: 10, height: 20)])
        #expect(events(&watch, hours: 0..<1000) { moved($0 / 100) }.count == 1)
        #expect(watch.drift?.limit == 10)
    }

    @Test func aClockThatGoesBackAndWildPlacementsDoNoHarm() {
        var watch = watch()
        #expect(watch.add(moved(1), at: hour(10)) == nil)
        #expect(watch.add(moved(1), at: hour(-9000)) == nil)
        #expect(watch.add(moved(.nan), at: hour(11)) == nil)
        #expect(watch.drift.map { $0.pixels < 2 } == true)
    }
}
