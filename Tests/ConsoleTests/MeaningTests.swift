// What readings mean, on pages and for programs: warnings, costs, forecasts, balances.

import Recognition
import TestSupport
import Testing

@testable import Console
@testable import Metering

@Suite(.timeLimit(.minutes(5))) struct MeaningTests {
    private static let first = RegisterCard.Start(index: Index("662.9051")!, at: Timestamp("2023-11-13T06:00:00Z")!)
    private static let last = RegisterCard.Start(index: Index("664.1000")!, at: Timestamp("2023-11-14T06:00:00Z")!)

    private static var meaning: MeaningView {
        var meaning = MeaningView()
        meaning.open = [Warning(.burst, first: first, last: last, found: 2.5, usual: 0.5, unit: "m³")]
        meaning.forecasts = [Forecast(span: .day, from: 0, usage: 0.4, low: 0.25, high: 0.5)]
        let bill = { (text: String) in
            Bill(from: CivilDate("2023-11-01")!, to: CivilDate("2023-12-01")!, currency: "EUR", total: Index(text)!)
        }
        meaning.money = MeaningView.Money(
            soFar: bill("12.30"), expected: bill("45.60"), balance: Index("7.75")!, daysLeft: 10)
        return meaning
    }

    private func source() -> ConsoleSource {
        var source = TestSource().source
        source.meters = {
            var meters = TestSource.meters
            meters[0].registers[0].meaning = Self.meaning
            return meters
        }
        source.balances = {
            [
                BalanceView(
                    name: "<house>", unit: "m³", limit: 0.05, days: [Self.day], trend: .rising, hours: [2, 3],
                    hint: .steady(0.05),
                    open: Warning(.imbalance, first: Self.first, last: Self.last, found: 9, usual: 5, unit: "%"))
            ]
        }
        return source
    }

    private static var day: BalanceDay {
        let (main, flat) = (RegisterName("main"), RegisterName("flat"))
        let one = Index(units: 1, decimals: 0)
        func sum(_ name: RegisterName, _ units: Int64) -> SumInterval {
            let sum = MeterSum([
                MeterTerm(name, factor: one, capacity: nil, resolution: Index(units: 1, decimals: 3), tolerance: 0)
            ])
            var series = UsageSeries()
            for (seq, at, index) in [(1, first.at, 0), (2, last.at, units)] as [(Int64, Timestamp, Int64)] {
                series.add(UsagePoint(seq: seq, at: at, index: Index(units: index, decimals: 3)))
            }
            let book = BalanceBook(name: "x", unit: "m³", supply: sum, sales: sum)
            return book.intervals([name: series], borders: [first.at, last.at])[0].supply
        }
        let interval = BalanceInterval(supply: sum(main, 2_000), sales: sum(flat, 1_800))
        return BalanceDay(day: interval, windows: [interval])
    }

    private func layout(_ language: Language = .english) -> Layout {
        var visitor = Visitor(cookie: "c", canLogIn: true, formCode: "f")
        visitor.role = .viewer
        return Layout(source: source(), visitor: visitor, language: language)
    }

    @Test func aMetersCardTellsWhatItsReadingsMean() async {
        let page = await MetersPage(layout: layout()).html().text
        #expect(page.contains("<strong>Burst</strong>: 2.5 m³/h flows, far more than ever"))
        #expect(page.contains("This month so far: 12.30 EUR · Expected bill: 45.60 EUR"))
        #expect(page.contains("Balance: 7.75 EUR · 10 days left"))
        #expect(page.contains("Next day: 0.4 m³ (0.25 – 0.5)"))
        let chinese = await MetersPage(layout: layout(.chinese)).html().text
        #expect(chinese.contains("爆管") && chinese.contains("当前流量 2.5 m³/h") && !chinese.contains("far more"))
    }

    @Test func healthTellsOfWarningsAndOfTheWorstOfThem() async {
        let findings = await Findings.all(source(), .english)
        #expect(Findings.worst(findings) == .problem)
        #expect(findings.filter { $0.area == "use" }.map(\.subject) == ["cellar", "<house>"])
        #expect(await HealthPage(layout: layout()).html().text.contains("Imbalance: in 24 hours of what was supplied"))
    }

    @Test func aBalanceTellsWhatIsMissingAndByHowMuchThatMayBeOff() {
        let page = BalancePage(layout: layout(), groups: source().balances?() ?? []).html().text
        #expect(page.contains("<h2>&lt;house&gt;</h2>") && page.contains("Loss: 10 % ± "))
        #expect(page.contains("<td>2.000 m³</td><td>1.800 m³</td><td>0.200 m³ ± "))
        #expect(page.contains("look for a leak") && page.contains("2:00, 3:00") && page.contains("rising"))
        let chinese = BalancePage(layout: layout(.chinese), groups: source().balances?() ?? []).html().text
        #expect(chinese.contains("损耗: 10 %") && chinese.contains("请查找泄漏") && !chinese.contains("leak"))
        #expect(BalancePage(layout: layout(), groups: []).html().text.contains("No group of meters is balanced."))
    }

    @Test func aSystemTellsItsDays() async throws {
        var machine = SystemFinding(.machine, from: Self.first.at, to: Self.last.at, unit: "h")
        machine[number: .load] = 6.25
        machine[number: .sinceService] = 1_234.5
        machine[time: .countedTo] = Self.last.at
        var shift = SystemFinding(.shift, from: Self.first.at, to: Self.last.at, unit: "kWh")
        shift[amount: .outside] = Index("12.5")
        shift[number: .share] = 0.25
        let systems = [
            SystemView(name: "<pump>", kind: .machine, findings: [machine], open: nil),
            SystemView(
                name: "hall", kind: .shift, findings: [shift],
                open: Warning(.offShift, first: Self.first, last: Self.last, found: 25, usual: 20, unit: "%")),
        ]
        let page = SystemsPage(layout: layout(), systems: systems).html().text
        #expect(page.contains("<h2>&lt;pump&gt;</h2>") && page.contains("<td>6.25 h</td><td>1235 h</td>"))
        #expect(page.contains("<th>Since service</th>") && !page.contains("Counted up to") && !page.contains("Idle"))
        #expect(page.contains("<td>12.5 kWh</td><td>25 %</td>") && page.contains("25 % was used outside"))
        let chinese = SystemsPage(layout: layout(.chinese), systems: systems).html().text
        #expect(chinese.contains("加载") && chinese.contains("非生产时段用量占 25 %") && !chinese.contains("service"))
        let json = API.systems(systems, .english)
        #expect(json.contains(#"{"name":"load","value":"6.25"},{"name":"untold","value":null}"#))
        #expect(json.contains(#""system":"hall","kind":"shift","warning":{"kind":"off-shift""#))
        try await TestConsole.run { console async throws in
            #expect(try await console.ask("GET /systems").status == 200)
            #expect(try await console.ask("GET /api/v1/systems").text == "{\"systems\":[]}\n")
        }
    }

    @Test func everyWarningHasItsWordsInBothLanguages() {
        for told in TestHistory.warnings {
            let words = told.warning.words
            #expect(words[.english] == told.warning.text && words[.chinese].contains { $0 > "\u{4E00}" })
        }
        let page = WarningsPage(layout: layout(.chinese), warnings: TestHistory.warnings, next: 7).html().text
        for english in ["look for", "It is over", "Continuous", "no reading"] { #expect(!page.contains(english)) }
        #expect(page.contains("/warnings?before=7"))
    }

    @Test func pagesAndProgramsGetThem() async throws {
        try await TestConsole.run { console async throws in
            let page = try await console.ask("GET /warnings")
            #expect(page.status == 200 && page.text.contains("href=\"/warnings?before=11\""))
            #expect(page.text.contains("/meters/cellar/history?register=main&amp;by=hour&amp;at=2023-11-"))
            #expect(try await console.ask("GET /warnings?before=11").text.contains("rel=\"next\"") == false)
            #expect(try await console.ask("GET /warnings?before=0").status == 400)
            let warnings = try await console.ask("GET /api/v1/warnings?limit=2")
            #expect(warnings.text.contains("{\"seq\":60,") && warnings.text.hasSuffix("\"next\":59}\n"))
            #expect(warnings.text.contains("\"state\":\"over\",\"end\":"))
            #expect(try await console.ask("GET /api/v1/warnings?limit=0").status == 400)
            #expect(try await console.ask("GET /api/v1/balances").text == "{\"groups\":[]}\n")
            #expect(try await console.ask("GET /balances").status == 200)
            let meters = try await console.ask("GET /api/v1/meters")
            #expect(meters.text.contains("\"warnings\":[],\"money\":null,\"forecasts\":[]"))
        }
    }

    @Test func programsGetWhatPeopleSee() async {
        let meters = await API.meters(source(), .english)
        #expect(meters.contains("\"warnings\":[{\"kind\":\"burst\",\"severity\":\"alarm\",\"text\":\"2.5 m³/h flows"))
        #expect(meters.contains("\"so_far\":\"12.30\"") && meters.contains("\"days_left\":10}"))
        #expect(meters.contains("\"forecasts\":[{\"span\":\"day\",\"usage\":0.4,\"low\":0.25,\"high\":0.5}]"))
        let balances = API.balances(source().balances?() ?? [], .english)
        #expect(balances.contains("\"cause\":\"leak\"") && balances.contains("\"difference\":\"0.200\""))
        #expect(balances.contains("\"hours\":[2,3]") && balances.contains("\"verdict\":\"loss\""))
    }
}
