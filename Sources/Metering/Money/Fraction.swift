// Exact arithmetic for money: fractions of whole numbers of 128 bits. A month's charge for ten days of thirty-one has no end as a decimal;
// as a fraction nothing is lost before it is rounded as declared. What does not fit is told.

import Recognition

/// A number with a numerator and a denominator, in lowest terms.
struct Fraction: Sendable, Equatable {
    private let over: Int128
    /// Above nought.
    private let under: Int128

    static let zero = Fraction(over: 0, under: 1)

    /// An exact decimal.
    init(_ index: Index) {
        self.init(lowest: Int128(index.units), Self.power(index.decimals))
    }

    /// So many parts of a whole.
    init(_ parts: Int64, of whole: Int64) { self.init(lowest: Int128(parts), Int128(max(1, whole))) }

    private init(over: Int128, under: Int128) { (self.over, self.under) = (over, under) }

    private init(lowest over: Int128, _ under: Int128) {
        let common = Self.common(over, under)
        self.init(over: over / common, under: under / common)
    }

    var isNegative: Bool { over < 0 }
    var isZero: Bool { over == 0 }
    var negated: Fraction { Fraction(over: -over, under: under) }

    func plus(_ other: Fraction) throws(TariffError) -> Fraction {
        let common = Self.common(under, other.under)
        let left = try Self.product(over, other.under / common)
        let right = try Self.product(other.over, under / common)
        let (sum, isTooMuch) = left.addingReportingOverflow(right)
        guard !isTooMuch else { throw .tooLarge }
        return Fraction(lowest: sum, try Self.product(under / common, other.under))
    }

    func minus(_ other: Fraction) throws(TariffError) -> Fraction { try plus(other.negated) }

    func times(_ other: Fraction) throws(TariffError) -> Fraction {
        let (a, b) = (Self.common(over, other.under), Self.common(other.over, under))
        return Fraction(
            lowest: try Self.product(over / a, other.over / b), try Self.product(under / b, other.under / a))
    }

    func isLess(than other: Fraction) throws(TariffError) -> Bool { try minus(other).isNegative }

    /// The decimal next to it with so many places.
    func rounded(to decimals: Int, _ mode: MoneyRounding.Mode) throws(TariffError) -> Index {
        let units = try Self.product(abs(over), Self.power(decimals))
        var whole = units / under
        // Twice the rest against the whole unit.
        let rest = units % under
        let isMore = rest > under - rest
        let isHalf = rest == under - rest
        if isMore || (isHalf && (mode == .halfUp || whole % 2 == 1)) { whole += 1 }
        guard let exact = Int64(exactly: isNegative ? -whole : whole) else { throw .tooLarge }
        return Index(units: exact, decimals: decimals)
    }

    /// How many times `other`, which is above nought, goes into it wholly.
    func wholeTimes(_ other: Fraction) throws(TariffError) -> Int64 {
        let ratio = try times(Fraction(over: other.under, under: max(1, other.over)))
        return Int64(clamping: ratio.over / ratio.under)
    }

    private static func product(_ a: Int128, _ b: Int128) throws(TariffError) -> Int128 {
        let (product, isTooMuch) = a.multipliedReportingOverflow(by: b)
        // The least number has no opposite.
        guard !isTooMuch, product > .min else { throw .tooLarge }
        return product
    }

    private static func common(_ a: Int128, _ b: Int128) -> Int128 {
        var (a, b) = (abs(a), abs(b))
        while b != 0 { (a, b) = (b, a % b) }
        return max(1, a)
    }

    private static func power(_ decimals: Int) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<min(max(0, decimals), 18) { power *= 10 }
        return power
    }
}
