// A register's value as an exact decimal: a whole number of units of the last place.

/// An exact decimal: `units` × 10^(−`decimals`).
public struct Index: Sendable, Equatable, Comparable {
    /// Whole number of units of the last place.
    public var units: Int64
    /// Places after the decimal point, 0 … 9.
    public var decimals: Int

    /// The value `units` × 10^(−`decimals`).
    public init(units: Int64, decimals: Int) {
        self.units = units
        self.decimals = decimals
    }

    /// Compares values, whatever their number of places.
    public static func < (a: Index, b: Index) -> Bool {
        let places = max(a.decimals, b.decimals)
        return a.scaled(to: places) < b.scaled(to: places)
    }

    /// The number of units of 10^(−`places`), cut towards zero when places are lost. What does not fit 64 bits becomes
    /// the largest number that does.
    public func scaled(to places: Int) -> Int64 {
        var value = units
        var have = decimals
        while have < places {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return value < 0 ? .min : .max }
            value = product
            have += 1
        }
        while have > places {
            value /= 10
            have -= 1
        }
        return value
    }
}
