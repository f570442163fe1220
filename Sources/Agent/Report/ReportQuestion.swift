// Which usage sheet somebody asks for: a register, a period and the length of its intervals. The command line asks a running agent in the
// same words.

import FoundationEssentials
import Metering

/// A question for a usage sheet.
public struct ReportQuestion: Sendable, Equatable {
    /// The meter; nil where there is but one.
    public var meter: String?
    /// The register; nil for the meter's first.
    public var register: String?
    /// The period.
    public var period: Range<Timestamp>
    /// The length of the intervals.
    public var step: UsageStep

    /// A question.
    public init(meter: String?, register: String?, period: Range<Timestamp>, step: UsageStep) {
        (self.meter, self.register, self.period, self.step) = (meter, register, period, step)
    }

    /// The length that suits a period: hours up to two days, days up to two months, months beyond.
    public static func step(for period: Range<Timestamp>) -> UsageStep {
        let days = (period.upperBound.milliseconds - period.lowerBound.milliseconds) / 86_400_000
        return days <= 2 ? .hour : days <= 62 ? .day : .month
    }

    private struct Words: Codable {
        var ask = "report"
        var meter: String?
        var register: String?
        var from: String
        var to: String
        var by: String
        var language: String
    }

    /// The question as a line for the control socket.
    func line(language: String) -> String {
        var line = JSONObject()
        line.set("ask", "report")
        line.set("meter", meter)
        line.set("register", register)
        line.set("from", period.lowerBound.text)
        line.set("to", period.upperBound.text)
        line.set("by", step.rawValue)
        line.set("language", language)
        return line.text
    }

    /// The question in such a line, and the language; nil if it is none.
    static func parse(_ bytes: [UInt8]) -> (question: ReportQuestion, language: String)? {
        guard let words = try? JSONDecoder().decode(Words.self, from: Data(bytes)),
            let from = Timestamp(words.from), let to = Timestamp(words.to), from < to,
            let step = UsageStep(rawValue: words.by)
        else { return nil }
        let question = ReportQuestion(meter: words.meter, register: words.register, period: from..<to, step: step)
        return (question, words.language)
    }
}
