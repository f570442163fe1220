// When contradicting readings overrule accepted ones, and when they must not.

import Recognition
import Testing

@testable import Metering

@Suite struct RegisterHistoryTests {
    private typealias Known = RegisterHistory.Known

    /// Five wheels and one decimal, at most one unit an hour.
    private let register: RegisterCard = {
        let dials = (-1...3).reversed().map {
            DialCard(mechanism: DialMechanism(kind: .wheel, place: $0), area: Quad(x: 0, y: 0, width: 1, height: 1))
        }
        return RegisterCard(name: "main", dials: dials, decimals: 1, hourlyMax: 1, start: nil)
    }()

    private func known(_ units: Int64, hour: Int64) -> Known {
        Known(index: Index(units: units, decimals: 1), at: Timestamp(milliseconds: hour * 3_600_000))
    }

    private func history(_ accepted: [Known]) -> RegisterHistory {
        var history = RegisterHistory()
        for reading in accepted { history.accept(reading) }
        return history
    }

    /// What comes of these readings, one after another, each following the one before.
    private func challenge(_ history: inout RegisterHistory, _ readings: [Known]) -> [RegisterHistory.Outcome] {
        readings.enumerated().map { history.challenge(with: $1, follows: $0 > 0, of: register) }
    }

    @Test func aFirstReadingCountsWhenTheNextAgrees() {
        var history = RegisterHistory()
        let readings = [known(100, hour: 0), known(101, hour: 1)]
        #expect(challenge(&history, readings) == [.waiting, .begun])
        #expect(history.accepted == readings && history.challenge.isEmpty)
    }

    @Test(arguments: [10, 1000, -100] as [Int64])
    func aPoisonedStartIsOverruledAndNamed(by error: Int64) {
        var history = history([known(5000 + error, hour: 0)])
        let readings = (1...3).map { known(5000, hour: $0) }
        #expect(
            challenge(&history, readings) == [
                .waiting, .waiting, .corrected(withdrawn: [known(5000 + error, hour: 0)]),
            ])
        #expect(history.last == readings[2])
    }

    @Test func onlyWhatIsContradictedIsWithdrawn() {
        let right = (0...9).map { known(5000 + Int64($0), hour: Int64($0)) }
        let wrong = [known(5110, hour: 10), known(5111, hour: 11)]
        var history = history(right + wrong)
        let readings = (12...14).map { known(5000 + $0, hour: $0) }
        #expect(challenge(&history, readings).last == .corrected(withdrawn: wrong))
        #expect(history.accepted == right + readings)
    }

    @Test(arguments: [5800, 4300, 5000] as [Int64])
    func oneDialThatIsMisreadNeverOverrulesALongHistory(shown: Int64) {
        let accepted = (0...99).map { known(4900 + 4 * $0, hour: $0) }
        var history = history(accepted)
        // One wheel shows another digit, for days.
        let readings = (100...140).map { known(shown + 4 * ($0 - 100), hour: $0) }
        #expect(challenge(&history, readings).allSatisfy { $0 == .waiting })
        #expect(history.accepted == accepted)
    }

    @Test func aMisreadDialThatIsReadRightAgainIsPutRight() {
        let right = (0...99).map { known(4900 + 4 * $0, hour: $0) }
        let wrong = (0...19).map { known(5799 + 4 * $0, hour: 200 + $0) }
        var history = history(right + wrong)
        let readings = (0...2).map { known(5350 + 4 * $0, hour: 220 + $0) }
        #expect(challenge(&history, readings).last == .corrected(withdrawn: wrong))
        #expect(history.accepted == right + readings)
    }

    @Test func aQuiteDifferentRegisterOverrulesALongHistoryLate() {
        var history = history((0...9).map { known(5300 + Int64($0), hour: Int64($0)) })
        let outcomes = challenge(&history, (10...30).map { known(120, hour: $0) })
        let first = outcomes.firstIndex { $0 != .waiting }
        #expect(first == register.healAfter * Limits.healFactor - 1)
    }

    @Test func aChallengeThatDoesNotFollowBeginsAnew() {
        var history = history([known(5010, hour: 0)])
        _ = challenge(&history, [known(5000, hour: 1), known(5000, hour: 2)])
        #expect(history.challenge(with: known(4000, hour: 3), follows: false, of: register) == .waiting)
        #expect(history.challenge == [known(4000, hour: 3)])
    }

    @Test func anAcceptedReadingEndsTheChallenge() {
        var history = history([known(5010, hour: 0)])
        _ = challenge(&history, [known(5000, hour: 1), known(5000, hour: 2)])
        history.accept(known(5011, hour: 3))
        #expect(history.challenge.isEmpty)
    }

    @Test func anOlderReadingIsNotTakenUp() {
        var history = history([known(20, hour: 2)])
        history.resume(from: known(10, hour: 1))
        #expect(history.last == known(20, hour: 2))
    }

    @Test func theMemoryIsBoundedAndReachesBack() {
        let history = history((0..<2000).map { known($0, hour: $0) })
        #expect(history.accepted.count <= Limits.acceptedKept)
        #expect(history.accepted.first == known(0, hour: 0) && history.last == known(1999, hour: 1999))
        #expect(history.accepted.suffix(64).map(\.index.units) == (1936..<2000).map(Int64.init))
    }

    @Test(
        arguments: [(99_995, 2, true), (99_990, 1, true), (2, 99_999, true), (50, 40, false), (40, 60, false)]
            as [(Int64, Int64, Bool)])
    func aRegisterCanRunOverItsEndAndBackByItsPlay(from: Int64, to: Int64, can: Bool) {
        #expect(register.canRun(from: known(from, hour: 0), to: known(to, hour: 1)) == can)
    }

    @Test(
        arguments: [(5309, true), (5809, true), (8305, true), (5369, true), (5890, false), (120, false)]
            as [(Int64, Bool)])
    func oneDialMayBeLeftOut(to: Int64, can: Bool) {
        #expect(register.canRun(from: known(5300, hour: 0), to: known(to, hour: 1), exceptOneDial: true) == can)
    }
}
