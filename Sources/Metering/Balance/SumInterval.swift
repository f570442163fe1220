// What several registers counted together from one instant to another, and how far off that may be.

import Recognition

/// A register's part in a sum.
public struct SumPart: Sendable, Equatable {
    /// The register.
    public var register: RegisterName
    /// The reading that its beginning was taken from.
    public var first: UsagePoint?
    /// The reading that its end was taken from.
    public var last: UsagePoint?
    /// What it adds, in the sum's unit; nil where nothing is known.
    public var usage: Index?
    /// The variance of that.
    public var variance = 0.0
    /// What of it comes from the reading at its end, and is the same for what begins there, with the other sign.
    var endVariance = 0.0

    /// A part of which nothing is known yet.
    public init(register: RegisterName, first: UsagePoint?, last: UsagePoint?) {
        (self.register, self.first, self.last) = (register, first, last)
    }
}

/// A sum from one instant to another.
public struct SumInterval: Sendable, Equatable {
    /// Where it begins.
    public var from: Timestamp
    /// Where it ends; that instant belongs to the next one.
    public var to: Timestamp
    /// What the registers add.
    public var parts: [SumPart] = []
    /// The sum; nil where a part of it is not known, or where it is more than an index can hold.
    public private(set) var usage: Index?
    /// The standard deviation of what it may be off, in its unit.
    public private(set) var deviation = 0.0

    init(from: Timestamp, to: Timestamp) { (self.from, self.to) = (from, to) }

    /// The registers of which nothing is known.
    public var missing: [RegisterName] { parts.filter { $0.usage == nil }.map(\.register) }

    /// Adds up the parts.
    mutating func addUp() {
        usage = Self.exact(parts.map(\.usage))
        deviation = parts.reduce(0) { $0 + $1.variance }.squareRoot()
    }

    /// An exact sum; nil where a part is missing or the sum is too large.
    static func exact(_ parts: [Index?]) -> Index? {
        var decimals = 0
        for part in parts { decimals = max(decimals, part?.decimals ?? 0) }
        var sum: Int128 = 0
        for part in parts {
            guard let part, decimals - part.decimals < 19 else { return nil }
            var units = Int128(part.units)
            for _ in part.decimals..<decimals { units *= 10 }
            sum += units
        }
        return Int64(exactly: sum).map { Index(units: $0, decimals: decimals) }
    }
}
