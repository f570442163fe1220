// What somebody may do.

/// How much somebody may do, less first.
public enum Role: String, Sendable, CaseIterable, Comparable {
    /// Looks.
    case viewer
    /// Looks, and changes things.
    case technician

    /// By what may be done.
    public static func < (a: Role, b: Role) -> Bool { a == .viewer && b == .technician }
}
