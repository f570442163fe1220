// How amounts become money that can be paid.

/// What is rounded, and how.
public struct MoneyRounding: Sendable, Equatable {
    /// What is rounded.
    public enum Place: String, Sendable, CaseIterable {
        /// Every line, taxes too; the total is the sum of what is printed.
        case line
        /// Only the total; lines are printed rounded, and counted with all their digits.
        case bill
    }

    /// Where half a unit goes.
    public enum Mode: String, Sendable, CaseIterable {
        /// Away from nought, as at a counter.
        case halfUp = "half-up"
        /// To the even one.
        case halfEven = "half-even"
    }

    /// What is rounded.
    public var place: Place
    /// How.
    public var mode: Mode

    /// A way of rounding.
    public init(_ place: Place = .line, _ mode: Mode = .halfUp) { (self.place, self.mode) = (place, mode) }
}
