// Collects what is logged, for tests that ask what an operator gets to read.

import Logging
import Synchronization

/// All that was logged, in order.
final class HeardLog: Sendable {
    /// One line.
    struct Line: Sendable {
        let level: Logger.Level
        let text: String
    }

    private struct Handler: LogHandler {
        let heard: HeardLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            heard.list.withLock { $0.append(Line(level: event.level, text: "\(event.level) \(event.message)")) }
        }
    }

    private let list = Mutex<[Line]>([])

    /// What there is so far.
    var lines: [Line] { list.withLock { $0 } }

    /// Logs into it.
    var logger: Logger { Logger(label: "test") { _ in Handler(heard: self) } }
}
