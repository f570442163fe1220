// Waits for an answer that may never come. What hangs in the kernel cannot be cancelled, only left alone.

import Synchronization

/// Waiting with an end.
enum Patience {
    /// What `body` answers, or nil after `limit`; `body` then goes on by itself and its answer is dropped.
    static func within<Answer: Sendable>(
        _ limit: Duration, _ body: @escaping @Sendable () async -> Answer
    ) async -> Answer? {
        let isAnswered = Once()
        return await withCheckedContinuation { continuation in
            let timer = Task {
                try? await Task.sleep(for: limit)
                if isAnswered.claim() { continuation.resume(returning: nil) }
            }
            Task {
                let answer = await body()
                if isAnswered.claim() { continuation.resume(returning: answer) }
                timer.cancel()
            }
        }
    }

    /// True for the first who asks.
    private final class Once: Sendable {
        private let isTaken = Atomic(false)

        func claim() -> Bool { !isTaken.exchange(true, ordering: .acquiringAndReleasing) }
    }
}
