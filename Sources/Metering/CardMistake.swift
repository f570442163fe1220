// A mistake in a meter card or configuration, told so that its owner can mend it.

/// What is wrong, where, and what would be right.
public struct CardMistake: Sendable, Equatable {
    /// The key it is about, for example `register[0].dial[3].quad`.
    public var key: String
    /// What is wrong.
    public var problem: String
    /// What to do about it.
    public var advice: String

    /// A mistake.
    public init(_ key: String, _ problem: String, _ advice: String) {
        self.key = key
        self.problem = problem
        self.advice = advice
    }
}
