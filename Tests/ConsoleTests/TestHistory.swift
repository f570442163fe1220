// A history that nobody lived through: a day of whole hours with everything that a chart can show, in a zone an hour ahead of UTC.

import Metering
import Recognition
import TestSupport

@testable import Console

/// What a console under test tells of the past.
enum TestHistory {
    /// Midnight of the day that all of it happened on.
    static let day = Timestamp("2023-11-13T23:00:00Z")!

    static var source: HistorySource {
        HistorySource(
            span: { step, at in
                let local = at.milliseconds + 3_600_000
                return Timestamp(
                    milliseconds: step.start(of: local) - 3_600_000)..<Timestamp(
                        milliseconds: step.end(of: local) - 3_600_000)
            }, offset: { _ in 3_600 }, usage: { usage($0, $1, $2) },
            report: { report($0, $1) },
            readings: { part, after, limit in
                let all = readings.filter { $0.seq > after && part.from <= $0.at && $0.at < part.to }
                return part.meter == "cellar" ? Array(all.prefix(limit)) : []
            },
            reading: { meter, seq in meter == "cellar" ? readings.first { $0.seq == seq } : nil },
            picture: { meter, seq in meter == "cellar" && seq == 1 ? TestSource.picture : nil },
            changes: { before, limit in Array(changes.filter { $0.seq < before }.prefix(limit)) },
            warnings: { before, limit in
                let all = warnings.filter { $0.seq < before }
                return (Array(all.prefix(limit)), all.count > limit ? all[limit - 1].seq : nil)
            })
    }

    /// One that cannot be read.
    static var broken: HistorySource {
        let failure = NeverHappened(description: "the disk is gone")
        var source = source
        source.usage = { _, _, _ in throw failure }
        source.report = { _, _ in throw failure }
        source.readings = { _, _, _ in throw failure }
        source.reading = { _, _ in throw failure }
        source.changes = { _, _ in throw failure }
        source.warnings = { _, _ in throw failure }
        return source
    }

    /// Sixty warnings, the newest first, of every kind.
    static let warnings: [WarningView] = (1...60).reversed().map { number in
        let kinds = WarningKind.allCases
        let reading = RegisterCard.Start(index: Index("662.9051")!, at: day)
        let later = RegisterCard.Start(
            index: Index("664.1000")!, at: Timestamp(milliseconds: day.milliseconds + 86_400_000))
        return WarningView(
            seq: Int64(number), at: later.at, meter: "cellar", register: "main",
            warning: Warning(
                kinds[number % kinds.count], first: reading, last: later, found: 49.5, usual: 1.25, unit: "m³"),
            end: number % 3 == 0 ? WarningEvent.End.allCases[number / 3 % 3] : nil)
    }

    static let readings: [ReadingView] = (1...120).map { number in
        let state: ReadingView.State = number % 10 == 3 ? .withheld : number % 10 == 4 ? .withdrawn : .published
        return ReadingView(
            seq: Int64(number), register: "main",
            at: Timestamp(milliseconds: day.milliseconds + Int64(number) * 600_000), isTimeSure: number != 2,
            index: state == .withheld ? nil : Index(units: Int64(6_629_051 + number), decimals: 4), unit: "m³",
            quality: state == .withheld ? .rejectedWithProbability : .accepted,
            reasons: state == .withheld ? [.glare] : [], state: state, hasPicture: number == 1)
    }

    static let changes: [ChangeView] = (1...60).reversed().map { number in
        ChangeView(
            seq: Int64(number), at: day, by: "console, <anna>", command: "set-schedule", subject: "cellar",
            isDone: number % 2 == 0, text: "cellar is read every \(number)m", old: "every 60m", new: "every \(number)m")
    }

    /// A sheet with a picture at one end and a gap.
    static func report(_ part: HistorySource.Part, _ step: UsageStep) -> UsageReport {
        let point = { (seq: Int64, units: Int64) in
            UsagePoint(seq: seq, at: part.from, index: Index(units: units, decimals: 4))
        }
        let gap = UsageInterval(
            from: part.from, to: part.to, first: nil, last: nil, usage: Index(units: 77, decimals: 3),
            state: .incomplete)
        return UsageReport(
            device: "gateway <1>", meter: part.meter, register: part.register, step: step, period: part.from..<part.to,
            view: usage(part, step, 48), gaps: [gap],
            first: .init(point: point(1, 6_629_051), picture: TestSource.picture),
            last: .init(point: point(120, 6_629_171), picture: nil), made: part.to, offset: { _ in 3_600 })
    }

    private static func usage(_ part: HistorySource.Part, _ step: UsageStep, _ limit: Int) -> UsageView {
        var intervals: [UsageView.Interval] = []
        var at = part.from
        while at < part.to, intervals.count < limit {
            let end = source.span(step, at).upperBound
            let states: [UsageInterval.State] = [.whole, .incomplete, .unknown, .broken]
            let state = states[intervals.count % 4]
            let isKnown = state == .whole || state == .incomplete
            intervals.append(
                UsageView.Interval(
                    usage: UsageInterval(
                        from: at, to: end, first: nil, last: nil,
                        usage: isKnown ? Index(units: Int64(intervals.count + 1) * 5, decimals: 3) : nil, state: state),
                    published: 6, withheld: intervals.count % 5 == 1 ? 2 : 0))
            at = end
        }
        return UsageView(unit: "m³", intervals: intervals, total: intervals.first?.usage)
    }
}
