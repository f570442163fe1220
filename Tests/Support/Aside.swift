import Dispatch

/// Runs what waits for the system on a thread of its own: two tests that wait on the tasks' threads of a small machine leave none for
/// the tasks that they wait for.
public func aside<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try await withCheckedThrowingContinuation { done in
        DispatchQueue.global().async { done.resume(with: Result(catching: body)) }
    }
}
