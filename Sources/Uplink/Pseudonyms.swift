// Names that say nothing, in place of those that do: the first 16 hexadecimal digits of a keyed hash. The same name has the same pseudonym
// for ever, and without the secret nobody finds the name, nor tries whether he has guessed it.

/// The pseudonyms of one secret.
public struct Pseudonyms: Sendable, Equatable {
    private let secret: String

    /// The pseudonyms that this secret makes.
    public init(secret: String) {
        self.secret = secret
    }

    /// The pseudonym of a name.
    ///
    /// - Throws: without memory; rather than telling the name.
    public func pseudonym(of name: String) throws(UplinkError) -> String {
        let digits = KeyedHash.digits(of: Array(name.utf8), secret)
        guard !digits.isEmpty else {
            throw .unreachable(endpoint: "pseudonyms", reason: "there is no memory to make them")
        }
        return String(digits.prefix(16))
    }
}
