// The part of a meter's card that tells what its readings mean: warnings that are open, what it costs, what will be used.

import Metering
import Recognition

/// What a register's readings mean.
struct MeaningPart {
    let layout: Layout
    let meaning: MeaningView
    let unit: String

    /// The part; empty where nothing is known.
    func html() -> HTML { "\(warnings)\(money)\(forecasts)" }

    private var warnings: HTML? {
        guard !meaning.open.isEmpty else { return nil }
        let rows = meaning.open.map { warning -> HTML in
            """
            <li><strong>\(warning.kind.words[layout.language])</strong>: \(warning.words[layout.language])</li>
            """
        }
        let isUrgent = meaning.open.contains { $0.severity == .alarm }
        return "<div class=\"\(isUrgent ? "withheld" : "remark")\"><ul>\(rows)</ul></div>"
    }

    private var money: HTML? {
        meaning.money.map { money in
            let currency = money.soFar.currency
            let gap: HTML? =
                money.soFar.isComplete ? nil : " <span class=\"small\">(\(layout.word(.billIncomplete)))</span>"
            let left: HTML? = money.balance.map { balance in
                let days = money.daysLeft.map { "\($0) \(layout.word(.daysLeft))" } ?? layout.word(.noEnd)
                return "<p>\(layout.word(.balanceLeft)): \(balance.text) \(currency) · \(days)</p>"
            }
            return """
                <p>\(layout.word(.soFarThisMonth)): \(money.soFar.total.text) \(currency)\(gap) · \
                \(layout.word(.expectedBill)): \(money.expected.total.text) \(currency)</p>\(left)
                """
        }
    }

    private var forecasts: HTML? {
        guard !meaning.forecasts.isEmpty else { return nil }
        let parts = meaning.forecasts.map { forecast in
            let word: Word =
                switch forecast.span {
                case .hour: .expectedHour
                case .day: .expectedDay
                case .month: .expectedMonth
                }
            return "\(layout.word(word)): \(Warning.number(forecast.usage)) \(unit) "
                + "(\(Warning.number(forecast.low)) – \(Warning.number(forecast.high)))"
        }
        return "<p class=\"small\">\(parts.joined(separator: " · "))</p>"
    }
}
