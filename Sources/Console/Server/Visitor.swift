// Who asks: somebody who is in, a program with a token, or nobody known.

/// Whoever asks.
struct Visitor: Sendable {
    /// How they have shown who they are.
    enum Proof: Sendable {
        case none
        /// A cookie, which browsers send whoever made the page: what changes something needs a form's code as well.
        case session
        /// A token, which no browser sends by itself.
        case token
    }

    /// What they are called; nil for nobody known.
    var name: String?
    /// What they may do; nil: nothing before they have logged in.
    var role: Role?
    var proof = Proof.none
    /// The cookie that they have, or will get.
    var cookie: String
    /// Whether the cookie is new.
    var isNew = false
    /// Whether there is anybody to log in as.
    var canLogIn: Bool
    /// What forms made for them carry.
    var formCode: String

    func may(_ role: Role) -> Bool { self.role.map { $0 >= role } ?? false }
}
