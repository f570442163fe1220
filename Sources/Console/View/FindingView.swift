// What the console shows of something that was looked at: as the doctor says it.

/// Something that was looked at.
public struct FindingView: Sendable {
    /// How it is, better first.
    public enum State: String, Sendable, CaseIterable {
        case good, skipped, warning, problem
    }

    /// What it belongs to: clock, disk, meter, sink, …
    public var area: String
    /// Which one.
    public var subject: String
    /// How it is.
    public var state: State
    /// What was found.
    public var text: String
    /// What to do; empty where there is nothing to do.
    public var advice: String

    /// A finding.
    public init(area: String, subject: String, state: State, text: String, advice: String) {
        (self.area, self.subject, self.state, self.text, self.advice) = (area, subject, state, text, advice)
    }
}
