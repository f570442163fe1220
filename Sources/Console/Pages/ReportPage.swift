// The usage sheet as a page: for a phone, a desk and paper. What is not known is said, with what was used in the whole of it.

import FoundationEssentials
import Metering

/// A usage sheet's page.
struct ReportPage {
    let report: UsageReport
    let language: Language

    private func word(_ word: Word) -> String { word.words[language] }

    private func local(_ at: Timestamp) -> String {
        String(Moment.local(at, offset: report.offset(at)).dropLast(3))
    }

    private var name: String {
        report.register == "main" ? report.meter : "\(report.meter) · \(report.register)"
    }

    /// The sheet with its pictures in it.
    func document() -> HTML {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(word(.usageSheet)) · \(name) · \(local(report.period.lowerBound))</title>
        <style>\(HTML(trusted: Assets.style + Assets.historyStyle + Assets.reportStyle))</style>
        </head><body><main>\(main(Self.inside))</main></body></html>

        """
    }

    private static func inside(_ evidence: UsageReport.Evidence) -> HTML {
        HTML(trusted: "data:image/jpeg;base64," + Data(evidence.picture ?? []).base64EncodedString())
    }

    /// What stands on it; `source` names an end's picture.
    func main(_ source: (UsageReport.Evidence) -> HTML) -> HTML {
        let chart = HistoryChart(
            view: report.view, step: report.step, language: language, offset: report.offset, now: report.made)
        return """
            <h1>\(word(.usageSheet)) · \(name)</h1>
            <p>\(local(report.period.lowerBound)) – \(local(report.period.upperBound)) · \(report.device)</p>
            \(total)\(chart.html())\(gaps)
            <div class="cards ends">\(end(report.first, .firstReading, source))\(end(last, .lastReading, source))</div>
            \(figures(chart))
            <p class="small">\(word(.made)) \(local(report.made)) · Meterclip</p>
            """
    }

    /// The last reading, where it is another than the first.
    private var last: UsageReport.Evidence? {
        report.last.flatMap { $0.point.seq == report.first?.point.seq ? nil : $0 }
    }

    private var total: HTML {
        guard let total = report.view.total, let usage = total.usage else {
            return "<p>\(word(report.first == nil ? .noReadings : .usageUnknown))</p>"
        }
        let remark: HTML = total.state == .whole ? "" : " <span class=\"small\">\(word(total.state.word))</span>"
        let withheld = report.view.intervals.reduce(0) { $0 + $1.withheld }
        let held: HTML? = withheld == 0 ? nil : "<p class=\"small\">\(withheld) \(word(.withheldCount))</p>"
        return """
            <p class="index">\(usage.text) <span class="unit">\(report.view.unit)</span>\(remark)</p>\(held)
            """
    }

    private func end(_ evidence: UsageReport.Evidence?, _ title: Word, _ source: (UsageReport.Evidence) -> HTML)
        -> HTML?
    {
        evidence.map { evidence in
            let picture: HTML =
                evidence.picture == nil
                ? "<p class=\"small\">\(word(.noEvidence))</p>"
                : "<img class=\"evidence\" src=\"\(source(evidence))\" alt=\"\(word(.evidence))\">"
            return """
                <section class="card"><h2>\(word(title))</h2>\(picture)
                <p class="index">\(evidence.point.index.text) <span class="unit">\(report.view.unit)</span></p>
                <p class="small">\(local(evidence.point.at))</p></section>
                """
        }
    }

    private var gaps: HTML? {
        guard !report.gaps.isEmpty else { return nil }
        let rows = report.gaps.map { gap -> HTML in
            let usage = gap.usage.map { "\($0.text) \(report.view.unit)" } ?? word(gap.state.word)
            return "<li class=\"warning\">\(local(gap.from)) – \(local(gap.to)): <strong>\(usage)</strong></li>"
        }
        return """
            <section class="card"><h2>\(word(.gaps))</h2><p class="small">\(word(.gapsExplained))</p>
            <ul class="list plain">\(rows)</ul></section>
            """
    }

    private func figures(_ chart: HistoryChart) -> HTML {
        let rows = report.view.intervals.map { interval -> HTML in
            let state = interval.usage.state
            return """
                <tr><th scope="row">\(chart.name(interval))</th><td>\(interval.usage.usage?.text ?? "—")</td>\
                <td>\(state == .whole ? "" : word(state.word))</td></tr>
                """
        }
        return """
            <div class="chart"><table><thead><tr><th scope="col">\(word(.interval))</th>\
            <th scope="col">\(word(.used)) (\(report.view.unit))</th><th scope="col">\(word(.stateOfUsage))</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }
}
