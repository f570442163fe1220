// What the console shows of something that somebody changed, or wanted to.

import Metering

/// A change.
public struct ChangeView: Sendable {
    /// Its number in the journal.
    public var seq: Int64
    /// When it was made.
    public var at: Timestamp
    /// Who made it.
    public var by: String
    /// What was ordered, as a word; nil if that could not be understood.
    public var command: String?
    /// What it is about: a meter, or a register of one; empty where it is about none.
    public var subject: String
    /// Whether it was done; if not, it was refused.
    public var isDone: Bool
    /// What happened, in words.
    public var text: String
    /// What was before.
    public var old: String?
    /// What is since then.
    public var new: String?

    /// A change.
    public init(
        seq: Int64, at: Timestamp, by: String, command: String?, subject: String, isDone: Bool, text: String,
        old: String?, new: String?
    ) {
        (self.seq, self.at, self.by, self.command, self.subject) = (seq, at, by, command, subject)
        (self.isDone, self.text, self.old, self.new) = (isDone, text, old, new)
    }
}
