// Sizes as people write them: 512KiB, 10MiB, 1GiB.

/// Reads and writes sizes.
enum SizeText {
    /// The bytes in `text`, or nil: a whole positive number and a unit.
    static func parse(_ text: some StringProtocol) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), (1..<1_000_000).contains(number) else { return nil }
        switch text.dropFirst(digits.count).drop(while: { $0 == " " }) {
        case "KiB": return number << 10
        case "MiB": return number << 20
        case "GiB": return number << 30
        default: return nil
        }
    }

    /// A number of bytes in three digits or so.
    static func text(_ bytes: Int) -> String {
        for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes >= 10 << shift {
            return "\(bytes >> shift) \(unit)"
        }
        return "\(bytes) B"
    }
}
