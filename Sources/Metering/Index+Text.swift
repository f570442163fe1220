// The index as people and files write it: an exact decimal, a point before the decimals, no exponent.

import Recognition

extension Index {
    /// For example `662.9051`; the decimals are always written out.
    public var text: String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        let sign = units < 0 ? "-" : ""
        guard decimals > 0 else { return sign + padded }
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// Reads an unsigned decimal such as `00662.9051`; nil for anything else or beyond 18 digits.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty || parts.count == 2 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard !(whole.isEmpty && fraction.isEmpty), !(parts.count == 2 && fraction.isEmpty) else { return nil }
        let digits = String(whole) + String(fraction)
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), fraction.utf8.count <= 9,
            digits.utf8.drop(while: { $0 == 0x30 }).count <= 18
        else { return nil }
        self.init(units: Int64(digits) ?? 0, decimals: fraction.utf8.count)
    }
}
