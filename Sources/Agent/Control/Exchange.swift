// One question and its answer over a connection, with an end to the patience for whoever is slow.

import Dispatch
import Glibc
import Synchronization

/// A connection while it is served.
struct Exchange {
    private let connection: Int32
    private let patience: Duration
    private let deadline: ContinuousClock.Instant

    init(_ connection: Int32, patience: Duration) {
        self.connection = connection
        self.patience = patience
        deadline = .now + patience
        var wait = timeval(
            tv_sec: patience.milliseconds / 1_000, tv_usec: numericCast(patience.milliseconds % 1_000 * 1_000))
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Reads until the question is complete; nil if it does not come in time, is longer than `limit`, or breaks off.
    func question(limit: Int, isComplete: (String) -> Bool) -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1_024)
        while ContinuousClock.now < deadline, bytes.count < limit {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            if isComplete(text) { return text }
        }
        return nil
    }

    /// Waits for what a task makes; nil if it takes too long.
    func wait<Answer: Sendable>(for make: @escaping @Sendable () async -> Answer) -> Answer? {
        let made = Made<Answer>()
        let isDone = DispatchSemaphore(value: 0)
        Task {
            let answer = await make()
            made.answer.withLock { $0 = answer }
            isDone.signal()
        }
        _ = isDone.wait(timeout: .now() + Double(patience.milliseconds) / 1_000)
        return made.answer.withLock { $0 }
    }

    /// Sends a part of the answer; false if the other side does not take it in time.
    func send(_ bytes: [UInt8]) -> Bool {
        let deadline = ContinuousClock.now + patience
        var rest = bytes[...]
        while !rest.isEmpty, ContinuousClock.now < deadline {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return rest.isEmpty
    }

    /// The answer is complete. What was not read of the question must not make the system throw it away.
    func finish() {
        shutdown(connection, Int32(SHUT_WR))
        var buffer = [UInt8](repeating: 0, count: 1_024)
        while ContinuousClock.now < deadline, recv(connection, &buffer, buffer.count, 0) > 0 {}
    }

    /// What a task has made, which may come too late.
    private final class Made<Answer: Sendable>: Sendable {
        let answer = Mutex<Answer?>(nil)
    }
}
