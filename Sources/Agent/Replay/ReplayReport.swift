// The result of a replay case, for people, for scripts and for CI servers.

import Metering

/// What became of all frames of a case.
struct ReplayReport: Sendable {
    let name: String
    let outcomes: [ReplayOutcome]

    func count(_ judgement: ReplayOutcome.Judgement) -> Int {
        outcomes.count { $0.judgement == judgement }
    }

    /// Frames that have an index.
    var readable: Int { outcomes.count { $0.expected.index != nil } }
    /// Of those, how many were published.
    var published: Int { outcomes.count { $0.expected.index != nil && $0.reading.index != nil } }
    /// Share of the readable frames that were published; 1 when there are none.
    var publishedShare: Double { readable == 0 ? 1 : Double(published) / Double(readable) }

    /// True when nothing wrong was published and enough was.
    func passes(least share: Double) -> Bool { count(.wrong) == 0 && publishedShare >= share }

    /// The withheld frames by reason, most frequent first.
    var reasons: [(reason: String, count: Int)] {
        var counts: [String: Int] = [:]
        for outcome in outcomes where outcome.reading.index == nil {
            for reason in outcome.reading.reasons { counts[reason.rawValue, default: 0] += 1 }
        }
        return counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }

    /// The case's lines in the table for people: one, or more when its name or its reasons need the room.
    var rows: [String] {
        let share = (publishedShare * 1000).rounded() / 10
        let figures = ReplayReport.columns(
            "\(outcomes.count)", "\(count(.right))", "\(count(.withheld))", "\(count(.wrong))", "\(share) %")
        let width = ReplayReport.nameWidth
        var rows = name.count < width ? [Column.left(name, width) + figures] : [name, Column.left("", width) + figures]
        let reasons = reasons.map { "\($0.reason) \($0.count)" }
        let text = reasons.joined(separator: ", ")
        if text.isEmpty { return rows }
        if rows[rows.count - 1].count + 2 + text.count <= Column.lineMax {
            rows[rows.count - 1] += "  " + text
        } else {
            rows += Column.wrapped(reasons, indent: 4)
        }
        return rows
    }

    static let heading =
        Column.left("case", nameWidth) + columns("frames", "right", "withheld", "wrong", "published")

    private static let nameWidth = 28

    private static func columns(
        _ frames: String, _ right: String, _ withheld: String, _ wrong: String, _ published: String
    ) -> String {
        Column.right(frames, 8) + Column.right(right, 8) + Column.right(withheld, 10) + Column.right(wrong, 7)
            + Column.right(published, 11)
    }

    /// The JSON line of the case.
    var line: String {
        var object = JSONObject()
        object.set("case", name)
        object.set("frames", outcomes.count)
        object.set("right", count(.right))
        object.set("withheld", count(.withheld))
        object.set("wrong", count(.wrong))
        object.set("published", Float(publishedShare))
        return object.text
    }

    /// The case as a JUnit test suite: a wrong frame is a failure, a withheld one is skipped with its reasons.
    func junit(least share: Double) -> String {
        var text =
            "  <testsuite name=\"\(escaped(name))\" tests=\"\(outcomes.count + 1)\""
            + " failures=\"\(count(.wrong) + (publishedShare < share ? 1 : 0))\" skipped=\"\(count(.withheld))\">\n"
        for outcome in outcomes {
            let name = "    <testcase classname=\"\(escaped(self.name))\" name=\"\(escaped(outcome.expected.file))\""
            switch outcome.judgement {
            case .right: text += name + "/>\n"
            case .withheld:
                let reasons = outcome.reading.reasons.map(\.rawValue).joined(separator: ", ")
                text += name + "><skipped message=\"withheld: \(reasons)\"/></testcase>\n"
            case .wrong:
                let expected = outcome.expected.index?.text ?? "nothing"
                text += name
                text += "><failure message=\"published \(outcome.reading.index?.text ?? "-"), expected \(expected)\"/>"
                text += "</testcase>\n"
            }
        }
        text += "    <testcase classname=\"\(escaped(name))\" name=\"published share\""
        if publishedShare < share {
            text += "><failure message=\"only \(published) of \(readable) frames published\"/></testcase>\n"
        } else {
            text += "/>\n"
        }
        return text + "  </testsuite>\n"
    }
}

private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        default: result.append(character)
        }
    }
    return result
}
