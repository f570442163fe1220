// The history as people see it: charts, lists, single readings, the log of changes.

import HTTPTypes
import Metering
import Testing

@testable import Console

@Suite struct HistoryPageTests {
    private func inquiry(_ query: String, _ language: Language = .english, meter: String = "cellar") -> Inquiry {
        var visitor = Visitor(cookie: "c", canLogIn: true, formCode: "f")
        visitor.role = .viewer
        return Inquiry(
            names: ["meter": meter], fields: [:], query: Form(Array(query.utf8)), address: "127.0.0.1",
            language: language, visitor: visitor)
    }

    private func layout(_ language: Language = .english) -> Layout {
        let inquiry = inquiry("")
        return Layout(source: TestSource().source, visitor: inquiry.visitor, language: language)
    }

    private func page(_ query: String, _ language: Language = .english) async throws -> String {
        try await HistoryPage(layout: layout(language), inquiry: inquiry(query, language)).html().text
    }

    @Test func everyColumnIsALinkToItsReadings() async throws {
        let page = try await page("at=2023-11-14T12:00:00Z")
        #expect(page.split(separator: "<rect class=\"touch\"").count - 1 == 24)
        // The hour from ten to eleven by the clock on the wall.
        #expect(
            page.contains(
                "href=\"/meters/cellar/history?register=main&amp;by=hour&amp;at=2023-11-13T23:00:00Z"
                    + "&amp;bar=2023-11-14T09:00:00Z#readings\""))
        #expect(page.contains("<strong>2023-11-14</strong>") && page.contains("Touch a bar"))
        for piece in [
            "class=\"whole\"", "class=\"incomplete\"", "class=\"unknown\"", "class=\"broken\"", "class=\"held\"",
        ] {
            #expect(page.contains(piece), "\(piece)")
        }
        #expect(page.contains("0.005 m³ · 6 published") && page.contains("6 published · 2 withheld"))
    }

    @Test func aBarThatWasTouchedShowsItsReadings() async throws {
        let page = try await page("at=2023-11-14T00:00:00Z&bar=2023-11-14T00:00:00Z")
        #expect(page.split(separator: " aria-current=\"true\">").count == 2)
        #expect(page.contains("aria-label=\"2023-11-14 01:00 · 0.010 m³"))
        #expect(page.contains("<a class=\"reading\" href=\"/meters/cellar/readings/6\">"))
        #expect(page.contains(">2023-11-14 01:00:00</time> <strong>662.9057 m³</strong>"))
        // From one to two o'clock: the seventh to the eleventh, and no other.
        #expect(page.contains("/readings/11\"") && !page.contains("/readings/12\"") && !page.contains("/readings/5\""))
    }

    @Test func manyReadingsAreShownAPageAtATime() async throws {
        let first = try await page("by=day&at=2023-11-14T00:00:00Z&bar=2023-11-14T00:00:00Z")
        #expect(first.contains("/readings/50\"") && !first.contains("/readings/51\""))
        #expect(first.contains("&amp;after=50#readings\">More</a>"))
        let last = try await page("by=day&at=2023-11-14T00:00:00Z&bar=2023-11-14T00:00:00Z&after=100")
        #expect(last.contains("/readings/101\"") && !last.contains(">More</a>"))
    }

    @Test func theRangeIsMovedByLinksAndDoesNotLeaveThePresent() async throws {
        let today = try await page("by=hour")
        #expect(today.contains("‹ Earlier") && !today.contains("Later ›"))
        let before = try await page("by=month&at=2021-06-01T00:00:00Z")
        #expect(before.contains("<strong>2021</strong>") && before.contains("at=2021-12-31T23:00:00Z\">Later ›"))
        #expect(before.contains("at=2020-12-31T22:59:59.999Z\">‹ Earlier"))
    }

    @Test(arguments: HistoryQuery.steps)
    func aPageIsSmallInEveryStep(step: UsageStep) async throws {
        let page = try await page("by=\(step.rawValue)&at=2023-11-14T00:00:00Z&bar=2023-11-14T00:00:00Z")
        #expect(page.utf8.count < 100_000, "\(page.utf8.count)")
        for piece in [" style=", "<style", "javascript:", "http://", "https://"] { #expect(!page.contains(piece)) }
    }

    @Test func chineseIsSpokenThroughout() async throws {
        let reading = TestHistory.readings[2]
        let pages = [
            try await page("bar=2023-11-14T00:00:00Z&at=2023-11-14T00:00:00Z", .chinese),
            ReadingPage(layout: layout(.chinese), meter: "cellar", reading: reading).html().text,
            ChangesPage(layout: layout(.chinese), changes: TestHistory.changes).html().text,
        ].joined()
        for word in Word.allCases.map(\.words.english) where word.contains(" ") {
            #expect(!pages.contains(word), "\(word)")
        }
        #expect(
            pages.contains("按小时") && pages.contains("表盘上有反光。") && pages.contains("变更后")
                && pages.contains("读取计划 · cellar"))
    }

    @Test func aReadingShowsItsPictureAndWhy() {
        let good = ReadingPage(layout: layout(), meter: "cellar", reading: TestHistory.readings[0]).html().text
        #expect(good.contains("src=\"/meters/cellar/readings/1/picture\"") && good.contains("662.9052 <span"))
        #expect(good.contains("Quality: good") && good.contains(">2023-11-14 00:10:00</time>"))
        let unsure = ReadingPage(layout: layout(), meter: "cellar", reading: TestHistory.readings[1]).html().text
        #expect(unsure.contains("Its picture is not kept any more.") && unsure.contains("Nobody had set the clock."))
        let withheld = ReadingPage(layout: layout(), meter: "cellar", reading: TestHistory.readings[2]).html().text
        #expect(withheld.contains("not published") && withheld.contains("A reflection lies on the dials."))
        let withdrawn = ReadingPage(layout: layout(), meter: "cellar", reading: TestHistory.readings[3]).html().text
        #expect(withdrawn.contains("found wrong later"))
    }

    @Test func theLogOfChangesTellsWhoAndWhatWasBefore() {
        let page = ChangesPage(layout: layout(), changes: Array(TestHistory.changes.prefix(50))).html().text
        for piece in [
            "Who: console, &lt;anna&gt;", "Schedule of readings · cellar", "cellar is read every 60m",
            "<dt>Before</dt><dd>every 60m</dd><dt>Since then</dt><dd>every 59m</dd>", ">refused</span>",
            "href=\"/changes?before=11\">Earlier",
        ] { #expect(page.contains(piece), "\(piece)") }
        #expect(page.utf8.count < 60_000)
        #expect(ChangesPage(layout: layout(), changes: []).html().text.contains("Nothing has been changed yet."))
    }

    @Test(arguments: [
        ("by=week", "by"), ("at=yesterday", "at"), ("bar=2023-13-01T00:00:00Z", "bar"), ("after=-1", "after"),
        ("after=x", "after"), ("by=", "by"), ("at=1700000000", "at"),
    ]) func whatMakesNoSenseIsRefusedByItsName(query: String, name: String) async {
        await #expect(throws: HistoryQuery.Fault.wrong(name)) { try await page(query) }
    }

    @Test func whatIsNotThereIsNotFound() async {
        await #expect(throws: HistoryQuery.Fault.notFound) { try await page("register=none") }
        await #expect(throws: HistoryQuery.Fault.notFound) {
            try await HistoryPage(layout: layout(), inquiry: inquiry("", meter: "attic")).html()
        }
    }
}
