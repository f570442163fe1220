// Usage as bars, drawn by the server. The whole column of a bar is what is touched, for thumbs; what is not known is hatched and has no bar.

import Metering
import Recognition

/// The bars of a chart.
struct HistoryChart {
    let view: UsageView
    let step: UsageStep
    let language: Language
    /// Seconds by which the clock on the wall is ahead of UTC.
    let offset: (Timestamp) -> Int
    let now: Timestamp
    /// The interval that is looked at.
    var chosen: Timestamp?
    /// Where a bar leads to; nil where it leads nowhere.
    var link: ((UsageView.Interval) -> String)?

    private static let height = 240
    private static let top = 26
    private static let bottom = 206

    /// The picture.
    func html() -> HTML {
        let width = column * view.intervals.count
        let most = view.intervals.compactMap(\.usage.usage).max()
        let scale: HTML? = most.map { most in
            """
            <text class="scale" x="4" y="18">\(most.text) \(view.unit)</text>\
            <path class="scale" d="M0 \(Self.top)H\(width)"/>
            """
        }
        let columns = view.intervals.enumerated().map { number, interval in
            self.column(interval, x: number * column, most: most.map(Self.value) ?? 0)
        }
        return """
            <div class="chart"><svg class="\(step.rawValue)" viewBox="0 0 \(width) \(Self.height)" role="group" \
            aria-label="\(word(.used))">\(scale)<path class="scale" d="M0 \(Self.bottom)H\(width)"/>\(columns)</svg></div>
            """
    }

    private func word(_ word: Word) -> String { word.words[language] }

    private func local(_ at: Timestamp) -> String { Moment.local(at, offset: offset(at)) }

    /// What an interval is called: its beginning by the clock on the wall.
    func name(_ interval: UsageView.Interval) -> String {
        let shown = local(interval.usage.from)
        switch step {
        case .minute, .quarter, .hour, .part: return String(shown.prefix(16))
        case .day: return String(shown.prefix(10))
        case .month, .year: return String(shown.prefix(7))
        }
    }

    private func column(_ interval: UsageView.Interval, x: Int, most: Double) -> HTML {
        let isChosen = chosen.map { interval.usage.from <= $0 && $0 < interval.usage.to } ?? false
        let current: HTML = isChosen ? " aria-current=\"true\"" : ""
        let mark: HTML? =
            interval.withheld == 0
            ? nil : "<path class=\"held\" d=\"M\(x + column / 2 - 6) \(Self.bottom + 4)h12l-6 -10z\"/>"
        let inside: HTML = """
            <title>\(words(interval))</title>\
            <rect class="touch" x="\(x)" y="0" width="\(column)" height="\(Self.height)"/>\(bar(interval, x, most))\(mark)\
            <text x="\(x + column / 2)" y="\(Self.height - 10)">\(label(interval))</text>
            """
        guard let link else { return "<g>\(inside)</g>" }
        return "<a href=\"\(link(interval))\" aria-label=\"\(words(interval))\"\(current)>\(inside)</a>"
    }

    private func bar(_ interval: UsageView.Interval, _ x: Int, _ most: Double) -> HTML {
        let (x, width) = (x + column / 8, column - column / 4)
        let (state, room) = (interval.usage.state, Self.bottom - Self.top)
        guard interval.usage.from < now else { return "" }
        guard let usage = interval.usage.usage else {
            // A reading alone is seen as well.
            let point: HTML? =
                interval.published == 0
                ? nil : "<circle class=\"point\" cx=\"\(x + width / 2)\" cy=\"\(Self.bottom)\" r=\"5\"/>"
            return """
                <rect class="\(state.rawValue)" x="\(x)" y="\(Self.top)" width="\(width)" height="\(room)"/>\(point)
                """
        }
        let share = most > 0 ? max(0, Self.value(usage)) / most : 0
        let height = max(2, Int((share * Double(room)).rounded()))
        return """
            <rect class="\(state.rawValue)" x="\(x)" y="\(Self.bottom - height)" width="\(width)" height="\(height)"/>
            """
    }

    private func words(_ interval: UsageView.Interval) -> String {
        var words = [name(interval)]
        if let usage = interval.usage.usage { words.append("\(usage.text) \(view.unit)") }
        if interval.usage.state != .whole { words.append(word(interval.usage.state.word)) }
        words.append("\(interval.published) \(word(.count))")
        if interval.withheld > 0 { words.append("\(interval.withheld) \(word(.withheldCount))") }
        return words.joined(separator: " · ")
    }

    /// What stands below a column.
    private func label(_ interval: UsageView.Interval) -> String {
        let shown = Array(
            local(interval.usage.from).split(whereSeparator: { $0 == " " || $0 == "-" || $0 == ":" }))
        guard shown.count > 4 else { return "" }
        switch step {
        case .minute: return (Int(shown[4]) ?? 0) % 5 == 0 ? String(shown[4]) : ""
        case .quarter: return shown[4] == "00" ? String(shown[3]) : ""
        case .hour: return String(shown[3])
        case .part: return shown[3] == "00" ? String(shown[2]) : ""
        case .day: return String(shown[2])
        case .month, .year: return String(shown[1])
        }
    }

    /// The width of a column.
    private var column: Int {
        switch step {
        case .minute, .quarter, .part: 26
        case .hour: 40
        case .day: 32
        case .month, .year: 80
        }
    }

    private static func value(_ index: Index) -> Double {
        var value = Double(index.units)
        for _ in 0..<index.decimals { value /= 10 }
        return value
    }
}

extension UsageInterval.State {
    /// What it means.
    var word: Word {
        switch self {
        case .whole: .usageWhole
        case .incomplete: .usageIncomplete
        case .unknown: .usageUnknown
        case .broken: .usageBroken
        }
    }
}
