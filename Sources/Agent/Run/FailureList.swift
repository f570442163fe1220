// Collects what is wrong with several files or parts, so that an operator mends all of it in one go.

/// Failures found so far.
struct FailureList {
    private(set) var failures: [AgentError] = []

    /// The value of `body`; nil if it failed, which is noted.
    @discardableResult mutating func collect<Value>(_ body: () throws(AgentError) -> Value) -> Value? {
        do throws(AgentError) {
            return try body()
        } catch {
            failures.append(error)
            return nil
        }
    }

    mutating func add(_ more: [AgentError]) { failures += more }

    /// Throws what was noted, if anything: a single failure as it is, several as one with all their messages. Its exit code is
    /// theirs if they agree.
    func report() throws(AgentError) {
        guard let first = failures.first else { return }
        guard failures.count > 1 else { throw first }
        let message = failures.map(\.message).joined(separator: "\n")
        if failures.allSatisfy({ $0.exitCode == AgentError.noInput("").exitCode }) { throw .noInput(message) }
        throw .badData(message)
    }
}
