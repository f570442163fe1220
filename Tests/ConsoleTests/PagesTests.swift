// What the pages show.

import Metering
import Testing

@testable import Console

@Suite struct PagesTests {
    private func layout(_ language: Language, role: Role? = .viewer, name: String? = nil) -> Layout {
        var visitor = Visitor(cookie: "c", canLogIn: true, formCode: "f")
        (visitor.role, visitor.name, visitor.proof) = (role, name, name == nil ? .none : .session)
        return Layout(source: TestSource().source, visitor: visitor, language: language)
    }

    @Test func aMeterShowsItsIndexItsAgeAndWhyTheNewestIsWithheld() async {
        let page = await MetersPage(layout: layout(.english)).html().text
        for piece in [
            "662<span class=\"decimals\">.9051</span>", ">1 min ago</time>", ">10 s ago</time>",
            "A reflection lies on the dials.", "Move the lamp aside", "every 15m", "3 waiting",
            "points=\"1.0,2.0 11.0,2.0 11.0,22.0 1.0,22.0\"", "y=\"5.0\" font-size=\"5.0\">9.87</text>",
            "/meters/cellar/picture?n=4",
        ] { #expect(page.contains(piece), "\(piece)") }
        #expect(!page.contains("<form method=\"post\" action=\"/meters"))
    }

    @Test func aNameIsNeverATag() async {
        let page = await MetersPage(layout: layout(.english, role: .technician, name: "a<b>")).html().text
        #expect(!page.contains("<b>") && page.contains("&lt;b&gt;&amp;&quot;hall&quot;"))
        #expect(page.contains("action=\"/meters/%3cb%3e%26%22hall%22/read\""))
    }

    @Test func chineseIsSpokenThroughout() async {
        let layout = layout(.chinese)
        let pages = [
            await MetersPage(layout: layout).html(), await HealthPage(layout: layout).html(),
            LoginPage(layout: layout).html(.wrongLogin), layout.note(.refused, "x"),
        ].map(\.text)
        for page in pages { #expect(page.contains("<html lang=\"zh-CN\">")) }
        for word in Word.allCases.map(\.words.english) where word.contains(" ") {
            #expect(!pages.joined().contains(word), "\(word)")
        }
        #expect(pages[0].contains("表盘上有反光。") && pages[0].contains("1 分钟前"))
    }

    @Test func healthTellsTheWorstFirst() async throws {
        let page = await HealthPage(layout: layout(.english)).html().text
        let places = try ["make room", "not published", "no reading yet", "connected"].map { piece in
            try #require(page.firstRange(of: piece)?.lowerBound, "\(piece)")
        }
        #expect(places == places.sorted() && page.contains("There is something to look at"))
    }

    @Test func nothingIsWrittenIntoAPageThatTheirPolicyForbids() async {
        let layout = layout(.english, role: .technician, name: "anna")
        for page in [
            await MetersPage(layout: layout).html(), await HealthPage(layout: layout).html(),
            LoginPage(layout: layout).html(),
        ] {
            for piece in [" style=", " onclick=", " onload=", "<style", "javascript:", "http://", "https://"] {
                #expect(!page.text.contains(piece), "\(piece)")
            }
            #expect(page.text.utf8.count < 150_000)
        }
    }

    @Test(arguments: [
        (0.4, "0 s ago"), (59, "59 s ago"), (-5, "0 s ago"), (3_599, "59 min ago"), (90_000, "25 h ago"),
        (1e30, "115740 days ago"), (172_800, "2 days ago"),
    ]) func agesAreSaidAsPeopleSayThem(seconds: Double, words: String) {
        #expect(Ages.words(seconds: seconds).english == words)
    }
}
