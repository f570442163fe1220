// What a test ends with whose world does not do what it waits for.

/// Something never happened.
public struct NeverHappened: Error, CustomStringConvertible {
    /// What.
    public let description: String

    /// In these words.
    public init(description: String) { self.description = description }
}
