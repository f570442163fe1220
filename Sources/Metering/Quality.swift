// The quality code of a reading, as LwM2M object 3424 resource 6042 counts.

/// How far a reading may be trusted.
public enum Quality: Int, Sendable, Comparable, CaseIterable {
    /// Nobody has looked yet.
    case unchecked = 0
    /// Certainly no reading: no picture, or not of this meter.
    case rejectedWithCertainty = 1
    /// Withheld because it may be wrong.
    case rejectedWithProbability = 2
    /// Published, with something to know about it.
    case suspicious = 3
    /// Published.
    case accepted = 4

    /// True when the index is published.
    public var isPublished: Bool { self >= .suspicious }

    /// By trust.
    public static func < (a: Quality, b: Quality) -> Bool { a.rawValue < b.rawValue }
}
