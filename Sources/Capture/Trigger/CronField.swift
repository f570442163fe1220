// One field of a cron expression: numbers, names, ranges, steps and lists of them, kept as a set of bits.
// Format: crontab(5) of Debian's cron; besides, names may stand in ranges and lists, and a range of days may end with Sunday.

/// The values that one field lets through.
public struct CronField: Sendable, Equatable {
    /// Which of the five fields.
    public enum Kind: String, Sendable, CaseIterable {
        case minute
        case hour
        case dayOfMonth = "day of month"
        case month
        case dayOfWeek = "day of week"

        /// The numbers that may stand there; Sunday is 0 and 7.
        public var range: ClosedRange<Int> {
            switch self {
            case .minute: 0...59
            case .hour: 0...23
            case .dayOfMonth: 1...31
            case .month: 1...12
            case .dayOfWeek: 0...7
            }
        }

        var names: [String] {
            switch self {
            case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            default: []
            }
        }

        var advice: String {
            let numbers = "write \(range.lowerBound) to \(range.upperBound)"
            guard let first = names.first, let last = names.last else { return numbers }
            return numbers + " or \(first) to \(last)"
        }
    }

    /// Bit n is set when n is let through; a Sunday is 0.
    let bits: UInt64
    /// True when the field begins with `*`, which leaves the choice of days to the other field of days.
    let isOpen: Bool

    /// Whether a value is let through.
    public func contains(_ value: Int) -> Bool { bits >> UInt64(value) & 1 == 1 }

    /// The first value from `value` on that is let through; nil if there is none.
    func first(from value: Int) -> Int? {
        guard value < 64 else { return nil }
        let rest = bits >> UInt64(value)
        return rest == 0 ? nil : value + rest.trailingZeroBitCount
    }

    /// Reads a field that begins at character `start` of `whole`, counted from 1.
    init(_ text: [UInt8], _ kind: Kind, start: Int, of whole: String) throws(ScheduleMistake) {
        var bits: UInt64 = 0
        var at = 0
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let parser = Part(kind: kind, text: Array(part), start: start + at, whole: whole)
            bits |= try parser.bits()
            at += part.count + 1
        }
        if kind == .dayOfWeek, bits >> 7 & 1 == 1 { bits = bits & ~(1 << 7) | 1 }
        self.bits = bits
        isOpen = text.first == UInt8(ascii: "*")
    }

    /// A member of the list: `*`, `5`, `mon`, `1-5`, each of the ranges with a step.
    private struct Part {
        let kind: Kind
        let text: [UInt8]
        let start: Int
        let whole: String

        func bits() throws(ScheduleMistake) -> UInt64 {
            guard !text.isEmpty else { throw mistake(0, "a value is missing in the list", kind.advice) }
            let slash = text.firstIndex(of: UInt8(ascii: "/"))
            let range = try range(Array(text[..<(slash ?? text.count)]), hasStep: slash != nil)
            let step = try slash.map { (at) throws(ScheduleMistake) in try self.step(from: at + 1, range) } ?? 1
            return stride(from: range.lowerBound, through: range.upperBound, by: step).reduce(0) {
                $0 | 1 << UInt64($1)
            }
        }

        private func range(_ text: [UInt8], hasStep: Bool) throws(ScheduleMistake) -> ClosedRange<Int> {
            if text == [UInt8(ascii: "*")] {
                return kind == .dayOfWeek ? 0...6 : kind.range
            }
            guard let dash = text.firstIndex(of: UInt8(ascii: "-")) else {
                let value = try value(text, 0)
                guard !hasStep else {
                    throw mistake(
                        text.count, "a step follows a single value",
                        "write a range before the step, such as \(value)-\(kind.range.upperBound)")
                }
                return value...value
            }
            let low = try value(Array(text[..<dash]), 0)
            var high = try value(Array(text[(dash + 1)...]), dash + 1)
            if kind == .dayOfWeek, high == 0, low > 0 { high = 7 }
            guard low <= high else {
                let (first, last) = (kind.range.lowerBound, kind == .dayOfWeek ? 6 : kind.range.upperBound)
                throw mistake(
                    0, "the range runs backwards", "write it in two parts: \(low)-\(last),\(first)-\(high)")
            }
            return low...high
        }

        private func step(from at: Int, _ range: ClosedRange<Int>) throws(ScheduleMistake) -> Int {
            let most = range.upperBound - range.lowerBound + 1
            guard let step = number(Array(text[at...])), (1...most).contains(step) else {
                throw mistake(at, "\(shown(Array(text[at...]))) is no step of this range", "write 1 to \(most)")
            }
            return step
        }

        private func value(_ text: [UInt8], _ at: Int) throws(ScheduleMistake) -> Int {
            let lower = String(decoding: text, as: UTF8.self).lowercased()
            if let name = kind.names.firstIndex(of: lower) { return kind == .month ? name + 1 : name }
            guard let value = number(text), kind.range.contains(value) else {
                throw mistake(at, "\(shown(text)) is not a \(kind.rawValue)", kind.advice)
            }
            return value
        }

        /// Up to three digits; more are beyond every range.
        private func number(_ text: [UInt8]) -> Int? {
            guard (1...3).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        private func shown(_ text: [UInt8]) -> String {
            text.isEmpty ? "nothing" : "\"\(String(decoding: text, as: UTF8.self))\""
        }

        private func mistake(_ at: Int, _ problem: String, _ advice: String) -> ScheduleMistake {
            ScheduleMistake(whole, at: start + at, in: kind, problem, advice)
        }
    }
}
