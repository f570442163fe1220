// The digits that a row of dials must show, from the left: what was typed, and which of them may be on their way to the next.

/// Digits that are looked for in a row.
public struct SoughtRow: Sendable, Equatable {
    /// The digits; nil for one that nobody could read.
    public let digits: [Int?]

    /// Whether they are wheels, as far as anybody knows; the digits of a display never stand between two.
    public let mayBeWheels: Bool

    /// A row of these digits.
    public init(digits: [Int?], mayBeWheels: Bool = true) { (self.digits, self.mayBeWheels) = (digits, mayBeWheels) }

    /// Digits that are known.
    public var known: Int { digits.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }

    /// How many different digits there are: a row of noughts is found in anything that repeats.
    public var variety: Int { (0...9).reduce(0) { $0 + (digits.contains($1) ? 1 : 0) } }

    /// Whether its digits are enough to tell it from anything else in a picture.
    public var isDistinctive: Bool { known >= 5 && variety >= 3 }

    /// Whether the digit may stand between itself and the next: nothing carries it but digits that all stand at nine, and nobody
    /// knows what carries the last.
    public func mayRoll(_ number: Int) -> Bool {
        mayBeWheels && digits[(number + 1)...].allSatisfy { $0 == 9 || $0 == nil }
    }

    /// Which of a grid's costs counts for each digit; nil where any digit will do.
    var kinds: [Int?] { digits.indices.map { i in digits[i].map { $0 + (mayRoll(i) ? 10 : 0) } } }
}
