// When each reading was shown, by its number, in groups of neighbouring numbers: a table that grows moves its entries, and in groups it never
// moves many at once.

/// Times by number.
struct UsageTimes: Sendable, Equatable {
    private var groups: [Int64: [Int64: Timestamp]] = [:]

    /// The time of the reading of that number, if there is one.
    subscript(seq: Int64) -> Timestamp? {
        get { groups[seq >> Limits.usageGroupBits]?[seq] }
        set {
            let group = seq >> Limits.usageGroupBits
            groups[group, default: [:]][seq] = newValue
            if newValue == nil, groups[group]?.isEmpty == true { groups[group] = nil }
        }
    }
}
