// Durations for C libraries, which count milliseconds.

extension Duration {
    /// Milliseconds, at least one: zero often means for ever.
    var wholeMilliseconds: Int { max(1, Int(self / .milliseconds(1))) }
}
