// The page of health: what the doctor has found, the worst first, with what to do.

import Metering

/// The findings.
struct HealthPage {
    let layout: Layout

    /// The page.
    func html() async -> HTML {
        let findings = await Findings.all(layout.source, layout.language)
        let order: [FindingView.State] = [.problem, .warning, .skipped, .good]
        let rows = order.flatMap { state in findings.filter { $0.state == state }.map(row) }
        let summary: Word =
            switch Findings.worst(findings) {
            case .problem: .problems
            case .warning: .warnings
            case .good, .skipped: .allWell
            }
        return layout.page(
            .health, path: "/health", isLive: true,
            """
            <h1>\(layout.word(.health))</h1><p class="summary \(Findings.worst(findings).rawValue)">\(layout.word(summary))</p>
            <ul class="card list">\(rows)</ul>
            <p class="small">\(layout.word(.checked)) <time datetime="\(layout.source.now().text)">\
            \(layout.source.now().text)</time></p>
            """)
    }

    private func row(_ finding: FindingView) -> HTML {
        let advice: HTML =
            finding.advice.isEmpty
            ? "" : "<p class=\"advice\"><span>\(layout.word(.advice)):</span> \(finding.advice)</p>"
        return """
            <li class="\(finding.state.rawValue)"><span class="mark">\(layout.word(word(finding.state)))</span>
            <strong>\(finding.area)</strong> <span class="subject">\(finding.subject)</span><p>\(finding.text)</p>\(advice)</li>
            """
    }

    private func word(_ state: FindingView.State) -> Word {
        switch state {
        case .good: .good
        case .warning: .warning
        case .problem: .problem
        case .skipped: .skipped
        }
    }
}
