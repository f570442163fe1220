// The values of a configuration of AI-on-the-edge-device: numbers and flags, refused with words where they are none.

/// Values as they are written there.
enum EdgeValue {
    /// A number within a range.
    static func number(
        _ text: String, in range: ClosedRange<Double>, isWhole: Bool = false
    ) throws(EdgeMistake) -> Double {
        guard let value = Double(text), range.contains(value), !isWhole || value == value.rounded() else {
            let ends = "\(self.text(range.lowerBound)) to \(self.text(range.upperBound))"
            throw EdgeMistake(
                "\"\(text)\" is no such \(isWhole ? "whole number" : "number")", "write one from \(ends), with a point")
        }
        return value
    }

    /// `true` or `false`.
    static func flag(_ text: String) throws(EdgeMistake) -> Bool {
        switch text.lowercased() {
        case "true": return true
        case "false": return false
        default: throw EdgeMistake("\"\(text)\" is neither true nor false", "write true or false")
        }
    }

    /// A number as one writes it.
    static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}
