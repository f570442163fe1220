// The bounds of series of usage.

extension Limits {
    /// Readings of a page: what a late one moves at most.
    static let usagePage = 512
    /// Numbers of a group, as a power of two.
    static let usageGroupBits: Int64 = 11
}
