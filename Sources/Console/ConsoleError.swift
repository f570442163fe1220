// What keeps the console from being put into service.

/// A failure, in words that say what to do.
public enum ConsoleError: Error, Sendable, Equatable, CustomStringConvertible {
    /// It may not be opened to others as it is set.
    case unprotected(String)
    /// A file that it needs is no good.
    case file(path: String, reason: String)
    /// It cannot listen.
    case unavailable(String)

    /// What an operator reads.
    public var description: String {
        switch self {
        case .unprotected(let text), .unavailable(let text): text
        case .file(let path, let reason): "\(path): \(reason)"
        }
    }
}
