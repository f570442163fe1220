// The usage sheet as a page of its own, on a console's page, and as a table.

import Metering
import TestSupport
import Testing

@testable import Console

@Suite struct ReportPageTests {
    private let report = TestHistory.report(
        HistorySource.Part(
            meter: "cellar", register: "main", from: TestHistory.day,
            to: Timestamp(milliseconds: TestHistory.day.milliseconds + 86_400_000)), .hour)

    @Test func thePageNeedsNothingFromElsewhere() {
        let html = report.html(.english)
        #expect(html.contains("src=\"data:image/jpeg;base64,"))
        #expect(html.contains("<style>") && !html.contains("<script") && !html.contains("http"))
        #expect(html.components(of: "<rect class=\"whole\"") == 6)
    }

    @Test func whatANameHoldsIsNoTag() {
        #expect(report.html(.english).contains("gateway &lt;1&gt;"))
    }

    @Test func bothEndsAndTheGapAreTold() {
        let html = report.html(.english)
        #expect(html.contains("662.9051") && html.contains("662.9171"))
        #expect(html.contains("0.077 m³"))
        #expect(html.contains("2023-11-14 00:00 – 2023-11-15 00:00"))
    }

    @Test func itSpeaksChineseToo() {
        let html = report.html(.chinese)
        #expect(html.contains("lang=\"zh-CN\"") && html.contains("用量单") && !html.contains("Usage sheet"))
    }

    @Test func theTableHasALineForEveryInterval() {
        let lines = report.csv().components(of: "\r\n")
        #expect(lines == 25)
        #expect(report.csv().contains("2023-11-13T23:00:00Z,2023-11-14T00:00:00Z,0.005,m³,whole,,,6,0\r\n"))
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
