// What the console shows of a destination of readings.

/// A sink, as it is now.
public struct SinkView: Sendable {
    /// Its name.
    public var name: String
    /// How it is, in words.
    public var state: String
    /// Whether entries wait because of something that is wrong.
    public var isFailing: Bool
    /// Entries that wait.
    public var waiting: Int

    /// A sink.
    public init(name: String, state: String, isFailing: Bool, waiting: Int) {
        (self.name, self.state, self.isFailing, self.waiting) = (name, state, isFailing, waiting)
    }
}
