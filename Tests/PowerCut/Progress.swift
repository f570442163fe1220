// When to tell how far a campaign is. Only one task at a time reports, so nothing here needs a lock.

/// What was told so far.
final class Progress: @unchecked Sendable {
    private static let interval = 10.0

    private var told = 0
    private var due = interval

    /// Whether a failure is still one of the first ones.
    func tells(_ failure: Campaign.Failure, atMost most: Int) -> Bool {
        told += 1
        return told <= most
    }

    /// Whether it is time for a line.
    func isDue(at seconds: Double) -> Bool {
        guard seconds >= due else { return false }
        due = seconds + Self.interval
        return true
    }
}
