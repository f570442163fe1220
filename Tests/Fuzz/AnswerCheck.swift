// What must hold for the answer to any picture whatever.

import Recognition

/// Looks for mistakes in answers.
enum AnswerCheck {
    /// What is wrong with `position` and the line that is printed of it; nil if nothing is.
    static func mistake(in position: Position, line: String) -> String? {
        for probability in position.probabilities + [position.none] where !(0...1).contains(probability) {
            return "a probability is \(probability)"
        }
        let sum = position.probabilities.reduce(position.none, +)
        if !(0.999...1.001).contains(sum) { return "the probabilities add up to \(sum)" }
        if !(0..<10).contains(position.value) { return "the position is \(position.value)" }
        if !(0...1).contains(position.confidence) { return "the confidence is \(position.confidence)" }
        if !(0...10).contains(position.spread) { return "the spread is \(position.spread)" }
        if !(0..<10).contains(position.digit.value) { return "the digit is \(position.digit.value)" }
        return mistake(inLine: line, readable: position.none <= 0.5)
    }

    private static func mistake(inLine line: String, readable: Bool) -> String? {
        let bounds: [(String, ClosedRange<Double>)] = [
            ("position", 0...9.9999), ("digit", 0...9), ("confidence", 0...1), ("none", 0...1), ("spread", 0...10),
        ]
        for (key, bound) in bounds {
            guard let text = member(key, of: line) else { return "there is no \(key) in \(line)" }
            if text == "null" {
                if readable || !["position", "digit", "spread"].contains(key) { return "\(key) is null in \(line)" }
            } else if !(Double(text).map(bound.contains) ?? false) {
                return "\(key) is not in \(bound) in \(line)"
            }
        }
        return nil
    }

    /// The number or null that follows `key`.
    private static func member(_ key: String, of line: String) -> Substring? {
        guard let found = line.firstRange(of: "\"\(key)\":") else { return nil }
        return line[found.upperBound...].prefix { $0 != "," && $0 != "}" }
    }
}
