// A reading that is wanted, with everything that wanted it.

/// A reading to be taken and its causes.
public struct TriggerRequest: Sendable, Equatable {
    /// The causes in the order in which they first came; pulses are added up, the same cause is named once.
    public private(set) var causes: [Trigger]
    /// Milliseconds since the board's start when the first of them came.
    public let since: Int64
    /// Causes beyond `Limits.causesMax` that are not named.
    public private(set) var unnamed = 0

    /// A reading with one cause.
    public init(_ cause: Trigger, since: Int64) {
        causes = [cause]
        self.since = since
    }

    /// Another cause for the same reading. The newest slot is always named: what is done is known by it.
    public mutating func merge(_ cause: Trigger) {
        if case .pulses(let more) = cause {
            for (place, known) in causes.enumerated() {
                guard case .pulses(let count) = known else { continue }
                let (sum, overflow) = count.addingReportingOverflow(more)
                causes[place] = .pulses(overflow ? .max : sum)
                return
            }
        }
        if causes.contains(cause) { return }
        guard causes.count >= Limits.causesMax else {
            causes.append(cause)
            return
        }
        unnamed += 1
        if case .schedule = cause, let place = causes.lastIndex(where: { $0.name == cause.name }) {
            causes[place] = cause
        } else if case .schedule = cause {
            causes[causes.count - 1] = cause
        }
    }

    /// The slots among the causes, oldest first.
    public var slots: [DueSlot] {
        causes.compactMap { cause in
            guard case .schedule(let due) = cause else { return nil }
            return due
        }
    }

    /// The causes in words.
    public var text: String {
        causes.map(\.text).joined(separator: "; ") + (unnamed > 0 ? "; and \(unnamed) more" : "")
    }
}
