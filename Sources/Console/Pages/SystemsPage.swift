// The page of systems: for each what was found day by day, and whether that is as it should be.

import Metering
import Recognition

/// The systems.
struct SystemsPage {
    let layout: Layout
    let systems: [SystemView]

    /// The page.
    func html() -> HTML {
        layout.page(.systems, path: "/systems", "<h1>\(layout.word(.systems))</h1>\(systems.map(system))")
    }

    private func system(_ system: SystemView) -> HTML {
        let state = system.open == nil ? "good" : "warning"
        let text = system.open?.words[layout.language] ?? layout.word(system.findings.isEmpty ? .noDayYet : .good)
        return """
            <section class="card chart"><h2>\(system.name)</h2><p class="small">\(system.kind.words[layout.language])</p>\
            <p class="summary \(state)">\(text)</p>\(table(system))</section>
            """
    }

    private func table(_ system: SystemView) -> HTML {
        let rows = system.findings.reversed().prefix(Limits.balanceRows)
        // What nothing is ever known of has no column, and what programs go on from is none of a reader's business.
        let keys = SystemFinding.keys(of: system.kind).filter { key in
            key != .countedTo && rows.contains { $0.values[key] != nil }
        }
        guard !keys.isEmpty else { return "" }
        let heads: [HTML] = keys.map { "<th>\($0.words[layout.language])</th>" }
        return """
            <table><thead><tr><th>\(layout.word(.date))</th>\(heads)</tr></thead>\
            <tbody>\(rows.map { row($0, keys) })</tbody></table>
            """
    }

    private func row(_ finding: SystemFinding, _ keys: [SystemFinding.Key]) -> HTML {
        // What ends with a day at midnight is that day's.
        let day = layout.local(Timestamp(milliseconds: finding.to.milliseconds - 1)).prefix(10).description
        let cells: [HTML] = keys.map { "<td>\(text(finding, $0))</td>" }
        return "<tr><td>\(day)</td>\(cells)</tr>"
    }

    private func text(_ finding: SystemFinding, _ key: SystemFinding.Key) -> String {
        switch finding.values[key] {
        case .amount(let index): "\(index.text) \(finding.unit)"
        case .number(let number) where key == .share || (key == .uncertainty && finding.kind == .shift):
            Warning.number(number * 100) + " %"
        case .number(let number) where finding.kind == .machine || key == .beyond: Warning.number(number) + " h"
        case .number(let number): "\(Warning.number(number)) \(finding.unit)"
        case .word(let word): word
        case .time(let time): layout.local(time)
        case nil: "–"
        }
    }
}
