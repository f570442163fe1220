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

    /// Whoever is told of steps.
    final class Listener: Sendable {
        let hear: @Sendable (CourierStep) -> Void

        init(_ hear: @escaping @Sendable (CourierStep) -> Void) { self.hear = hear }
    }

    /// Who is told, within a courier's task. An object, not the function itself: with that, what Swift 6.3 makes of it in a release build for
    /// x86-64 crashes.
    @TaskLocal static var listener: Listener?

    /// Tells that something has begun that may take as long as one exchange over a slow network.
    static func tell(_ text: String, limits: UplinkLimits) {
        listener?.hear(CourierStep(text: text, within: limits.stepTime))
    }
}
