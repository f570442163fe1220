// A pulse witness as text, for a journal's note: a restart of the process then costs nothing where the count is kept.
// Lines of words, numbers exact; less than two kilobytes.

import Recognition

extension PulseWitness {
    /// Everything that is known.
    public var text: String {
        var lines = ["pulses 1 \(output.weight.units) \(output.weight.decimals) \(output.places) \(output.band)"]
        if let series, let last { lines.append("last \(words(last)) \(JSONObject.quoted(series))") }
        for span in spans {
            lines.append(
                "span \(words(span.start)) \(words(span.last)) \(words(span.agreedHigh)) \(words(span.agreedLow))")
            for high in span.highs { lines.append("high \(high.offset) \(words(high.point))") }
            for low in span.lows { lines.append("low \(low.offset) \(words(low.point))") }
        }
        if let open {
            let times = "\(open.from.milliseconds) \(open.to.milliseconds)"
            lines.append("open \(open.moved.units) \(open.counted) \(times)")
        }
        return lines.joined(separator: "\n")
    }

    /// Goes on from a text; nil if that is no such text or of an output with another weight or other bounds.
    public init?(_ output: PulseOutput, resuming text: String) {
        guard text.utf8.count <= Limits.pulseTextMax else { return nil }
        var lines = text.split(separator: "\n").map(Line.init)[...]
        guard let first = lines.popFirst(), first.word == "pulses",
            first.numbers == [1, output.weight.units, Int64(output.weight.decimals), Int64(output.places), output.band]
        else { return nil }
        self.init(output)
        while let line = lines.popFirst() {
            switch (line.word, line.numbers.count) {
            case ("last", 3):
                guard let name = line.name else { return nil }
                (series, last) = (name, Line.point(line.numbers[...]))
            case ("span", 12):
                let points = (0..<4).map { Line.point(line.numbers[($0 * 3)...]) }
                let highs = PulseWitness.extremes("high", &lines)
                let lows = PulseWitness.extremes("low", &lines)
                guard
                    let span = PulseSpan(
                        start: points[0], last: points[1], agreed: [points[2], points[3]], highs: highs, lows: lows)
                else { return nil }
                spans.append(span)
            case ("open", 4):
                open = PulseFinding(
                    weight: output.weight, moved: Index(units: line.numbers[0], decimals: output.places),
                    counted: line.numbers[1], from: Timestamp(milliseconds: line.numbers[2]),
                    to: Timestamp(milliseconds: line.numbers[3]), limit: output.limit)
            default: return nil
            }
        }
        guard spans.count <= 2, spans.isEmpty == (last == nil), spans.allSatisfy({ $0.last == last }) else {
            return nil
        }
    }

    private func words(_ point: PulsePoint) -> String { "\(point.index) \(point.count) \(point.at.milliseconds)" }

    private static func extremes(_ word: String, _ lines: inout ArraySlice<Line>) -> [PulseSpan.Extreme] {
        var found: [PulseSpan.Extreme] = []
        while let line = lines.first, line.word == word, line.numbers.count == 4 {
            lines.removeFirst()
            found.append(PulseSpan.Extreme(offset: line.numbers[0], point: Line.point(line.numbers[1...])))
        }
        return found
    }

    /// A word, whole numbers within bounds that no arithmetic leaves, and perhaps a name in quotes.
    private struct Line {
        let word: String
        let numbers: [Int64]
        let name: String?

        init(_ text: Substring) {
            let quote = text.firstIndex(of: "\"") ?? text.endIndex
            let words = text[..<quote].split(separator: " ")
            word = words.first.map(String.init) ?? ""
            let numbers = words.dropFirst().map { Int64($0) }
            let isSane = numbers.allSatisfy { $0.map { $0.magnitude < Limits.pulseOffsetMax } ?? false }
            self.numbers = isSane ? numbers.compactMap { $0 } : []
            let rest = text[quote...]
            let isQuoted = rest.count >= 2 && rest.hasSuffix("\"")
            let name = isQuoted ? String(rest.dropFirst().dropLast()) : nil
            self.name = name.flatMap { JSONObject.quoted($0) == rest ? $0 : nil }
        }

        static func point(_ numbers: ArraySlice<Int64>) -> PulsePoint {
            let numbers = Array(numbers.prefix(3))
            return PulsePoint(index: numbers[0], count: numbers[1], at: Timestamp(milliseconds: numbers[2]))
        }
    }
}
