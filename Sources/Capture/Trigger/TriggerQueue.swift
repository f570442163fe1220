// Makes readings out of causes: one reading in progress, one behind it, and everything that comes meanwhile is merged into that.
// No cause is lost, none makes two readings, and readings begin no closer to each other than the distance allows.

/// The readings of one meter that are wanted.
public struct TriggerQueue: Sendable {
    /// What is to be done.
    public enum Answer: Sendable, Equatable {
        /// Begin this reading; `finish` is to be called when it is over.
        case begin(TriggerRequest)
        /// Ask again in so many milliseconds: a reading is wanted that must not begin yet.
        case wait(milliseconds: Int64)
        /// A reading is in progress; ask again when it is over.
        case busy
        /// Nothing is wanted; ask again when something is.
        case idle
    }

    /// The least milliseconds from the beginning of a reading to that of the next.
    public let distance: Int64
    /// The reading that waits.
    public private(set) var waiting: TriggerRequest?
    /// The reading in progress.
    public private(set) var current: TriggerRequest?
    private var begun: Int64?

    /// An empty queue.
    public init(distance: Int64) { self.distance = max(0, distance) }

    /// Something wants a reading, so many milliseconds after the board's start.
    public mutating func add(_ cause: Trigger, at uptime: Int64) {
        if waiting == nil {
            waiting = TriggerRequest(cause, since: uptime)
        } else {
            waiting?.merge(cause)
        }
    }

    /// What is to be done, so many milliseconds after the board's start.
    public mutating func next(at uptime: Int64) -> Answer {
        if current != nil { return .busy }
        guard let request = waiting else { return .idle }
        if let begun, uptime - begun < distance { return .wait(milliseconds: min(distance, begun + distance - uptime)) }
        (current, waiting, begun) = (request, nil, uptime)
        return .begin(request)
    }

    /// The reading in progress is over, whatever came of it.
    public mutating func finish() { current = nil }
}
