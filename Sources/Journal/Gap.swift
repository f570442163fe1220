// What is missing, as an entry of its own: loss is never silent. A head-end that gets it knows which numbers not to wait for.

/// Entries that are gone before every sink had them.
public struct Gap: Sendable, Hashable {
    /// Why they are gone.
    public enum Reason: String, Sendable, CaseIterable {
        /// The journal's budget was exhausted; the oldest had to go.
        case budget
        /// The file was damaged and they could not be salvaged.
        case damage
    }

    /// The kind of the entries that tell of gaps.
    public static let kind = "gap"

    /// The first number missing.
    public var first: Int64
    /// The last number missing.
    public var last: Int64
    /// How many are missing: the numbers between may have others among them.
    public var count: Int64
    /// Why.
    public var reason: Reason

    /// A gap from its parts.
    public init(first: Int64, last: Int64, count: Int64, reason: Reason) {
        self.first = first
        self.last = last
        self.count = count
        self.reason = reason
    }

    /// The gap an entry tells of; nil if it tells of none.
    public init?(_ entry: Entry) {
        guard entry.kind == Self.kind else { return nil }
        var numbers: [String: Int64] = [:]
        var reason: Reason?
        for member in String(decoding: entry.payload, as: UTF8.self).dropFirst().dropLast().split(separator: ",") {
            let parts = member.split(separator: ":")
            guard parts.count == 2 else { return nil }
            let key = String(parts[0].dropFirst().dropLast())
            if key == "reason" {
                reason = Reason(rawValue: String(parts[1].dropFirst().dropLast()))
            } else {
                numbers[key] = Int64(parts[1])
            }
        }
        guard let first = numbers["first_seq"], let last = numbers["last_seq"], let count = numbers["count"], let reason
        else { return nil }
        self.init(first: first, last: last, count: count, reason: reason)
    }

    /// The payload of the entry that tells of it.
    var payload: [UInt8] {
        Array("{\"first_seq\":\(first),\"last_seq\":\(last),\"count\":\(count),\"reason\":\"\(reason.rawValue)\"}".utf8)
    }
}
