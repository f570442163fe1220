// What a technician typed off a meter: digits, a question mark for each that cannot be read, one point or comma.

import Recognition

/// A reading as it was typed.
struct TypedReading: Sendable, Equatable {
    /// Digits that must be known: any three stand somewhere in the print of many a meter.
    static let knownMin = 4

    /// All digits from the left; nil for one that could not be read.
    let digits: [Int?]
    /// How many of them stand behind the point.
    let decimals: Int

    /// Digits before the point.
    var whole: Int { digits.count - decimals }

    /// Reads what was typed; refuses what no meter shows.
    init(_ text: String) throws(AgentError) {
        var digits: [Int?] = []
        var point: Int?
        for character in text {
            switch character {
            case "0"..."9": digits.append(character.wholeNumberValue)
            case "?": digits.append(nil)
            case "." where point == nil && !digits.isEmpty, "," where point == nil && !digits.isEmpty:
                point = digits.count
            default:
                throw .question(
                    .notADigit, [String(character), String(digits.count + 1)],
                    "--reading \(text): '\(character)' at place \(digits.count + 1) is no digit: "
                        + "type what the meter shows, like 00662.9328, and ? for a digit that cannot be read")
            }
        }
        guard digits.count <= Recognition.Limits.dialsMax else {
            throw .question(
                .tooManyDigits, [String(digits.count), String(Recognition.Limits.dialsMax)],
                "--reading \(text): \(digits.count) digits, and a register has at most \(Recognition.Limits.dialsMax): "
                    + "type only the digits of one register")
        }
        let decimals = point.map { digits.count - $0 } ?? 0
        guard decimals <= 9 else {
            throw .question(.tooManyDecimals, "--reading \(text): more than 9 digits behind the point")
        }
        guard point == nil || decimals > 0 else {
            throw .question(.noDecimals, "--reading \(text): no digit behind the point")
        }
        let known = digits.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
        guard known >= TypedReading.knownMin else {
            throw .question(
                .tooFewDigits, [String(known)],
                "--reading \(text): \(known) known digits are too few to know the dials by: "
                    + "type all that the meter shows, noughts in front included")
        }
        (self.digits, self.decimals) = (digits, decimals)
    }

    /// The index that was typed; nil where a digit is not known.
    var index: Index? {
        var units: Int64 = 0
        for digit in digits {
            guard let digit else { return nil }
            let (tens, isTooLarge) = units.multipliedReportingOverflow(by: 10)
            guard !isTooLarge, tens <= .max - 9 else { return nil }
            units = tens + Int64(digit)
        }
        return Index(units: units, decimals: decimals)
    }

    /// Whether an index shows these digits.
    func agrees(with index: Index) -> Bool {
        guard index.decimals == decimals, index.units >= 0 else { return false }
        var units = index.units
        for digit in digits.reversed() {
            if let digit, Int64(digit) != units % 10 { return false }
            units /= 10
        }
        return units == 0
    }

    /// The digits as typed, from one to another.
    func text(_ range: Range<Int>) -> String { digits[range].map { $0.map(String.init) ?? "?" }.joined() }
}
