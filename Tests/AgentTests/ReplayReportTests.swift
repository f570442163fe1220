// The result of a replay case in its three forms.

import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct ReplayReportTests {
    /// A frame that shows `expected` and was published as `published`.
    private func outcome(
        _ file: String, _ expected: Int64?, _ published: Int64?, _ reasons: [Reason] = []
    ) -> ReplayOutcome {
        func index(_ units: Int64?) -> Index? { units.map { Index(units: $0, decimals: 1) } }
        return ReplayOutcome(
            expected: ExpectedReading(
                file: file, index: index(expected), tolerance: Index(units: 1, decimals: 1),
                capturedAt: Timestamp(milliseconds: 0)),
            reading: Reading(
                meter: "m", register: "main", index: index(published), unit: "m³",
                capturedAt: Timestamp(milliseconds: 0), timeQuality: .given, confidence: 1,
                quality: published == nil ? .rejectedWithProbability : .accepted, reasons: reasons, dials: []))
    }

    private func mixed(name: String = "cellar") -> ReplayReport {
        ReplayReport(
            name: name,
            outcomes: [
                outcome("a.jpg", 100, 101), outcome("b.jpg", 100, nil, [.moved]), outcome("c.jpg", 100, 102),
                outcome("d.jpg", nil, nil, [.moved]), outcome("e.jpg", nil, 100),
            ])
    }

    @Test func framesAreCountedByWhatBecameOfThem() {
        let report = mixed()
        #expect([.right, .withheld, .wrong].map(report.count) == [2, 1, 2])
        #expect(report.readable == 3 && report.published == 2)
        #expect(report.reasons.map(\.reason) == ["moved"] && report.reasons.map(\.count) == [2])
    }

    @Test func oneWrongFrameOrTooFewPublishedFailTheCase() {
        #expect(!mixed().passes(least: 0))
        let half = ReplayReport(name: "half", outcomes: [outcome("a", 1, 1), outcome("b", 1, nil, [.moved])])
        #expect(half.passes(least: 0.5) && !half.passes(least: 0.51))
        #expect(ReplayReport(name: "dark", outcomes: [outcome("a", nil, nil)]).passes(least: 1))
    }

    @Test func aShortCaseIsOneLineUnderItsHeading() {
        let rows = mixed().rows
        #expect(rows.count == 1)
        #expect(
            ReplayReport.heading
                == "case                          frames   right  withheld  wrong  published")
        #expect(
            rows[0] == "cellar                             5       2         1      2     66.7 %  moved 2")
    }

    @Test func noLineOfACaseWithEveryReasonAndALongNameIsLongerThan100Columns() {
        let outcomes = (0..<4000).map { outcome("\($0)", 1, nil, Reason.allCases) }
        let name = String(repeating: "n", count: 60)
        let rows = ReplayReport(name: name, outcomes: outcomes).rows
        #expect(rows.allSatisfy { $0.count <= 100 }, "\(rows)")
        #expect(rows[0] == name)
        #expect(rows[1].hasPrefix("                                4000 "))
        #expect(rows[2].hasPrefix("    ambiguous 4000, "))
        for reason in Reason.allCases { #expect(rows.contains { $0.contains("\(reason.rawValue) 4000") }) }
    }

    @Test func theJSONLineHasTheFigures() {
        #expect(
            mixed().line
                == #"{"case":"cellar","frames":5,"right":2,"withheld":1,"wrong":2,"published":0.6667}"#)
    }

    @Test func theJUnitSuiteNamesFailuresAndSkippedFramesAndEscapesNames() {
        let text = mixed(name: "a<b>&\"c\"").junit(least: 0.9)
        #expect(text.contains(#"<testsuite name="a&lt;b&gt;&amp;&quot;c&quot;" tests="6" failures="3" skipped="1">"#))
        #expect(text.contains(#"name="b.jpg"><skipped message="withheld: moved"/></testcase>"#))
        #expect(text.contains(#"name="c.jpg"><failure message="published 10.2, expected 10.0"/></testcase>"#))
        #expect(text.contains(#"name="e.jpg"><failure message="published 10.0, expected nothing"/></testcase>"#))
        #expect(text.contains(#"<failure message="only 2 of 3 frames published"/>"#))
    }
}
