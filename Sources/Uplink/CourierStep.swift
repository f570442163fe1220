// What a courier is about, told each time that it goes on to something else, so that whoever watches knows a slow network, where step follows
// step, from a courier that stands. Sinks that do several things for one delivery tell of each.

/// A step of a courier's work.
public struct CourierStep: Sendable, Equatable {
    /// In a few words that follow the sink's name.
    public var text: String
    /// How long it takes at most.
    public var within: Duration
    /// Whether it only waits.
    public var isRest = false

    /// Who is told, within a courier's task.
    @TaskLocal static var listener: (@Sendable (CourierStep) -> Void)?

    /// Tells that something has begun that may take as long as one exchange over a slow network.
    static func tell(_ text: String, limits: UplinkLimits) {
        listener?(CourierStep(text: text, within: limits.stepTime))
    }
}
