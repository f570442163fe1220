// The page of balances: what each group was supplied and sold, day by day, by how much that may be off, and where to look for what is
// missing.

import Metering
import Recognition

/// The balance groups.
struct BalancePage {
    let layout: Layout
    let groups: [BalanceView]

    /// The page.
    func html() -> HTML {
        let empty: HTML = groups.isEmpty ? "<p class=\"card\">\(layout.word(.noBalances))</p>" : ""
        return layout.page(
            .balances, path: "/balances", "<h1>\(layout.word(.balances))</h1>\(empty)\(groups.map(group))")
    }

    private func group(_ group: BalanceView) -> HTML {
        """
        <section class="card chart"><h2>\(group.name)</h2>\(summary(group))\(table(group))</section>
        """
    }

    private func summary(_ group: BalanceView) -> HTML {
        guard let day = group.days.last else { return "<p>\(layout.word(.noDayYet))</p>" }
        let shown = day.shown(beyond: group.limit) ?? day.day
        let verdict = shown.verdict.words[layout.language]
        let state = group.open == nil ? "good" : "warning"
        let share = shown.share.map { ": \(Self.percent($0))" } ?? ""
        let off = shown.shareUncertainty.map { " ± \(Self.percent($0))" } ?? ""
        let hours: HTML? =
            group.hours.isEmpty
            ? nil
            : "<p>\(layout.word(.likelyHours)): \(group.hours.map { "\($0):00" }.joined(separator: ", "))</p>"
        let hint: HTML? =
            shown.verdict == .balanced || shown.verdict == .unknown
            ? nil : "<p>\(layout.word(.hint)): \(group.hint.words(unit: group.unit)[layout.language])</p>"
        let missing: HTML? =
            shown.missing.isEmpty
            ? nil : "<p>\(layout.word(.notRead)): \(shown.missing.map(\.text).joined(separator: ", "))</p>"
        return """
            <p class="summary \(state)">\(verdict)\(share)\(off)</p>
            <p class="small">\(layout.local(shown.from)) – \(layout.local(shown.to)) · \(layout.word(.limit)) \
            \(Self.percent(group.limit)) · \(layout.word(.trend)): \(group.trend.words[layout.language])</p>
            \(hint)\(hours)\(missing)
            """
    }

    private func table(_ group: BalanceView) -> HTML {
        let heads = [Word.date, .supply, .sales, .difference, .verdict].map { "<th>\(layout.word($0))</th>" as HTML }
        let rows = group.days.reversed().prefix(Limits.balanceRows).map { row($0.day, group) }
        guard !rows.isEmpty else { return "" }
        return "<table><thead><tr>\(heads)</tr></thead><tbody>\(Array(rows))</tbody></table>"
    }

    private func row(_ day: BalanceInterval, _ group: BalanceView) -> HTML {
        func amount(_ index: Index?) -> String { index.map { "\($0.text) \(group.unit)" } ?? "–" }
        let off = day.difference == nil ? "" : " ± \(Warning.number(day.uncertainty))"
        return """
            <tr class="\(day.verdict(beyond: group.limit).rawValue)"><td>\(layout.local(day.from).prefix(10).description)</td>\
            <td>\(amount(day.supply.usage))</td><td>\(amount(day.sales.usage))</td><td>\(amount(day.difference))\(off)</td>\
            <td>\(day.verdict.words[layout.language])</td></tr>
            """
    }

    private static func percent(_ share: Double) -> String { Warning.number(share * 100) + " %" }
}
