// The history of a register: a chart of what was used, from which every bar leads to its readings, and every reading to its picture.

import Metering

/// The history.
struct HistoryPage {
    let layout: Layout
    let inquiry: Inquiry

    /// The page.
    func html() async throws -> HTML {
        let history = layout.source.history
        let query = try HistoryQuery(inquiry, await layout.source.meters())
        let (step, now) = (try query.step(), layout.source.now())
        let frame = history.span(step.frame, try query.time("at") ?? now)
        let bar = try query.time("bar").map { history.span(step, $0) }
        let after = try query.number("after", in: 0 ... .max, instead: 0)
        let view = try await history.usage(
            query.part(frame.lowerBound, frame.upperBound), step, Limits.chartIntervals)
        var readings: [ReadingView] = []
        let shown = bar ?? frame
        // Those of a whole frame are shown where they are few.
        let isShown = bar != nil || view.intervals.reduce(0) { $0 + $1.published + $1.withheld } <= Limits.pageRows
        if isShown {
            readings = try await history.readings(
                query.part(shown.lowerBound, shown.upperBound), after, Limits.pageRows)
        }
        let link = { (interval: UsageView.Interval) in
            self.link(query, step, at: frame.lowerBound, bar: interval.usage.from) + "#readings"
        }
        let chart = HistoryChart(
            view: view, step: step, language: layout.language, offset: history.offset, now: now,
            chosen: bar?.lowerBound, link: link)
        let list = isShown ? self.list(readings, query, step, frame, bar) : hint
        return layout.page(
            .history, path: "/history", script: "/history.js",
            """
            <h1>\(query.meter.name) · \(layout.word(.history))</h1>\(registers(query, step))
            \(steps(query, step, at: bar?.lowerBound ?? min(now, frame.upperBound.before)))\(range(query, step, frame, now))
            \(chart.html())\(total(view))\(list)\(figures(view, chart, link))
            <p><a class="go" href="\(sheet(query, step, frame))">\(layout.word(.usageSheet))</a>
            <a class="go" href="\(table(query, frame))">\(layout.word(.download))</a></p>
            """)
    }

    private var hint: HTML { "<p class=\"small\">\(layout.word(.touchBar))</p>" }

    private func path(_ query: HistoryQuery) -> String { "/meters/\(Form.encoded(path: query.meter.name))" }

    private func link(_ query: HistoryQuery, _ step: UsageStep, at: Timestamp?, bar: Timestamp? = nil) -> String {
        var link = "\(path(query))/history?register=\(Form.encoded(path: query.register))&by=\(step.rawValue)"
        if let at { link += "&at=\(at.text)" }
        if let bar { link += "&bar=\(bar.text)" }
        return link
    }

    private func table(_ query: HistoryQuery, _ frame: Range<Timestamp>) -> String {
        "\(path(query))/history.csv?register=\(Form.encoded(path: query.register))"
            + "&from=\(frame.lowerBound.text)&to=\(frame.upperBound.text)"
    }

    private func sheet(_ query: HistoryQuery, _ step: UsageStep, _ frame: Range<Timestamp>) -> String {
        "\(path(query))/report?register=\(Form.encoded(path: query.register))&by=\(step.rawValue)"
            + "&from=\(frame.lowerBound.text)&to=\(frame.upperBound.text)"
    }

    private func registers(_ query: HistoryQuery, _ step: UsageStep) -> HTML {
        guard query.meter.registers.count > 1 else { return "" }
        let ways = query.meter.registers.map { register -> HTML in
            let to = "\(path(query))/history?register=\(Form.encoded(path: register.name))&by=\(step.rawValue)"
            return way(to, register.name, isHere: register.name == query.register)
        }
        return "<nav class=\"steps\">\(ways)</nav>"
    }

    private func steps(_ query: HistoryQuery, _ step: UsageStep, at: Timestamp) -> HTML {
        let words: [(UsageStep, Word)] = [
            (.minute, .byMinute), (.quarter, .byQuarter), (.hour, .byHour), (.part, .byPart), (.day, .byDay),
            (.month, .byMonth),
        ]
        let ways = words.map { way(link(query, $0, at: at), layout.word($1), isHere: $0 == step) }
        return "<nav class=\"steps\">\(ways)</nav>"
    }

    private func way(_ to: String, _ title: String, isHere: Bool) -> HTML {
        let here: HTML = isHere ? " aria-current=\"page\"" : ""
        return "<a href=\"\(to)\"\(here)>\(title)</a>"
    }

    private func range(_ query: HistoryQuery, _ step: UsageStep, _ frame: Range<Timestamp>, _ now: Timestamp) -> HTML {
        let shown = layout.local(frame.lowerBound)
        let title: Substring =
            switch step.frame {
            case .minute, .quarter, .hour, .part: shown.prefix(16)
            case .day: shown.prefix(10)
            case .month: shown.prefix(7)
            case .year: shown.prefix(4)
            }
        let later: HTML =
            frame.upperBound > now
            ? "<span></span>"
            : "<a rel=\"next\" href=\"\(link(query, step, at: frame.upperBound))\">\(layout.word(.later)) ›</a>"
        return """
            <div class="range"><a rel="prev" href="\(link(query, step, at: frame.lowerBound.before))">\
            ‹ \(layout.word(.earlier))</a><strong>\(String(title))</strong>\(later)</div>
            """
    }

    private func total(_ view: UsageView) -> HTML {
        guard let total = view.total, let usage = total.usage else { return "" }
        let remark: HTML = total.state == .whole ? "" : " <span class=\"small\">\(layout.word(total.state.word))</span>"
        return """
            <p>\(layout.word(.total)): <strong>\(usage.text) \(view.unit)</strong>\(remark)</p>
            """
    }

    private func list(
        _ readings: [ReadingView], _ query: HistoryQuery, _ step: UsageStep, _ frame: Range<Timestamp>,
        _ bar: Range<Timestamp>?
    ) -> HTML {
        let rows = readings.map { reading -> HTML in
            """
            <li class="\(reading.mark)"><a class="reading" href="\(path(query))/readings/\(String(reading.seq))">\
            <time datetime="\(reading.at.text)">\(layout.local(reading.at))</time> \
            <strong>\(reading.index.map { "\($0.text) \(reading.unit)" } ?? "—")</strong> \
            <span class="small">\(layout.word(reading.word))</span></a></li>
            """
        }
        let title = bar.map { layout.local($0.lowerBound) } ?? layout.local(frame.lowerBound)
        guard !rows.isEmpty else {
            return "<section id=\"readings\" class=\"card\"><p>\(layout.word(.noReadings))</p></section>"
        }
        let next = link(query, step, at: frame.lowerBound, bar: bar?.lowerBound)
        let more: HTML =
            readings.count < Limits.pageRows
            ? ""
            : """
            <p><a class="wide" href="\(next)&amp;after=\(String(readings.last?.seq ?? 0))#readings">\(layout.word(.more))</a></p>
            """
        return """
            <section id="readings" class="card"><h2>\(layout.word(.readings)) · \(title)</h2>
            <ul class="list plain">\(rows)</ul>\(more)</section>
            """
    }

    /// The same in figures, for those who do not see the bars.
    private func figures(
        _ view: UsageView, _ chart: HistoryChart, _ link: (UsageView.Interval) -> String
    ) -> HTML {
        let rows = view.intervals.map { interval -> HTML in
            let state = interval.usage.state
            return """
                <tr><th scope="row"><a href="\(link(interval))">\(chart.name(interval))</a></th>\
                <td>\(interval.usage.usage?.text ?? "—")</td><td>\(interval.published)</td><td>\(interval.withheld)</td>\
                <td>\(state == .whole ? "" : layout.word(state.word))</td></tr>
                """
        }
        let head = [
            layout.word(.interval), "\(layout.word(.used)) (\(view.unit))", layout.word(.count),
            layout.word(.withheldCount), layout.word(.stateOfUsage),
        ]
        return """
            <details class="card"><summary>\(layout.word(.asTable))</summary><div class="chart"><table><thead>\
            <tr>\(head.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead><tbody>\(rows)</tbody></table></div></details>
            """
    }
}

extension Timestamp {
    /// The last instant before this one.
    fileprivate var before: Timestamp { Timestamp(milliseconds: milliseconds - 1) }
}
