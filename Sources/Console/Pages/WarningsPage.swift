// The log of warnings: what was told of the meters' use, the newest first, each with the readings that it rests on.

import Metering
import Recognition

/// The warnings.
struct WarningsPage {
    let layout: Layout
    let warnings: [WarningView]
    /// Where the next page begins; nil where there is none.
    let next: Int64?

    /// The page.
    func html() -> HTML {
        let empty: HTML = warnings.isEmpty ? "<p class=\"card\">\(layout.word(.noWarnings))</p>" : ""
        let more: HTML? = next.map {
            "<p><a class=\"wide\" rel=\"next\" href=\"/warnings?before=\(String($0))\">\(layout.word(.earlier))</a></p>"
        }
        let list: HTML = warnings.isEmpty ? "" : "<ul class=\"card list plain\">\(warnings.map(row))</ul>"
        return layout.page(
            .usageWarnings, path: "/warnings", "<h1>\(layout.word(.usageWarnings))</h1>\(empty)\(list)\(more)")
    }

    private func row(_ told: WarningView) -> HTML {
        let isWhole = told.register == "main" || told.warning.kind.isOfSystem
        let name = isWhole ? told.meter : "\(told.meter) · \(told.register)"
        let kind = told.warning.kind.words[layout.language]
        let text = told.end?.words[layout.language] ?? told.warning.words[layout.language]
        return """
            <li class="\(told.end == nil ? told.warning.severity.state.rawValue : "good")"><p class="small">\
            <time datetime="\(told.at.text)">\(layout.local(told.at))</time></p>\
            <p><strong>\(kind)</strong> <span class="subject">\(name)</span></p><p>\(text)</p>\(evidence(told))</li>
            """
    }

    /// The way to the readings that show it.
    private func evidence(_ told: WarningView) -> HTML? {
        guard told.warning.evidence.isEmpty, !told.warning.kind.isOfSystem else { return nil }
        let (first, last) = (told.warning.first, told.warning.last)
        return """
            <p><a class="go" href="/meters/\(Form.encoded(path: told.meter))/history?register=\
            \(Form.encoded(path: told.register))&amp;by=hour&amp;at=\(last.at.text)">\
            \(layout.local(first.at)): \(first.index.text) → \(layout.local(last.at)): \(last.index.text)</a></p>
            """
    }
}

extension WarningKind.Severity {
    /// As health tells it.
    var state: FindingView.State { self == .alarm ? .problem : .warning }
}
