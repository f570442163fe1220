// Prints lines for a daemon, which must not depend on who reads them: printing never blocks and never fails. Lines wait in a
// bounded buffer and are written on a queue of their own; what does not fit, or cannot be written, is left out and counted.
// The process must ignore SIGPIPE.

import Dispatch
import Glibc
import Synchronization

/// Lines to a descriptor, in order.
public final class LinePrinter: Sendable {
    private struct State {
        var lines: [String] = []
        var isWriting = false
        /// Lines left out since the trouble began.
        var lost = 0
    }

    private let descriptor: Int32
    private let linesMax: Int
    private let onTrouble: @Sendable (String) -> Void
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "meterclip.printer")
    private let group = DispatchGroup()
    /// Whether the last line could only be written in part; only used on the queue.
    private let isBroken = Mutex(false)

    /// - Parameters:
    ///   - linesMax: lines that wait to be written; nil for the product's limit.
    ///   - onTrouble: called with a sentence when lines begin to be left out, and when printing works again.
    public init(descriptor: Int32, linesMax: Int? = nil, onTrouble: @escaping @Sendable (String) -> Void) {
        self.descriptor = descriptor
        self.linesMax = linesMax ?? Limits.printedLinesMax
        self.onTrouble = onTrouble
    }

    /// Prints a line, without waiting for it.
    public func print(_ line: String) {
        let (mustStart, isFirstLoss) = state.withLock { state in
            guard state.lines.count < linesMax else {
                state.lost += 1
                return (false, state.lost == 1)
            }
            state.lines.append(line)
            defer { state.isWriting = true }
            return (!state.isWriting, false)
        }
        if isFirstLoss { onTrouble("lines are left out: nobody reads them in time") }
        if mustStart { queue.async(group: group) { self.writeAll() } }
    }

    /// Waits until everything is written, at most for `seconds`; what is not written by then is told.
    public func finish(within seconds: Double) {
        _ = group.wait(timeout: .now() + seconds)
        let lost = state.withLock { $0.lost + $0.lines.count }
        if lost > 0 { onTrouble("\(lost) lines were left out") }
    }

    private func writeAll() {
        while let line = takeLine() {
            if let reason = write(line) {
                let isFirstLoss = state.withLock { state in
                    state.lost += 1
                    return state.lost == 1
                }
                if isFirstLoss { onTrouble("lines are left out: \(reason)") }
            } else {
                tellLosses()
            }
        }
    }

    private func takeLine() -> String? {
        state.withLock { state in
            guard !state.lines.isEmpty else {
                state.isWriting = false
                return nil
            }
            return state.lines.removeFirst()
        }
    }

    /// Once the reader has caught up, it learns what it did not see.
    private func tellLosses() {
        let lost = state.withLock { $0.lines.isEmpty ? $0.lost : 0 }
        guard lost > 0, write("(\(lost) lines were left out)") == nil else { return }
        state.withLock { $0.lost -= lost }
        onTrouble("lines are printed again; \(lost) were left out")
    }

    /// Nil, or why it could not be written.
    private func write(_ line: String) -> String? {
        isBroken.withLock { isBroken in
            let bytes = Array(((isBroken ? "\n" : "") + line + "\n").utf8)
            var written = 0
            while written < bytes.count {
                let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                    continue
                }
                guard count > 0 else {
                    if written > 0 { isBroken = true }
                    return count == 0 ? "nothing could be written" : String(cString: strerror(errno))
                }
                written += count
            }
            isBroken = false
            return nil
        }
    }
}
