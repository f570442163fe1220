// Somebody who may use the console: a person with a password, or a program with a token.

/// A line of the file of accounts.
struct Account: Sendable, Equatable {
    /// How somebody shows who they are.
    enum Proof: Sendable, Equatable {
        case password(PasswordHash)
        /// The code of a token.
        case token([UInt8])
    }

    let name: String
    let role: Role
    let proof: Proof

    init(name: String, role: Role, proof: Proof) { (self.name, self.role, self.proof) = (name, role, proof) }

    /// From a line `name role proof`.
    ///
    /// - Throws: what is wrong with it, in words.
    init(line: some StringProtocol) throws(ConsoleError) {
        func refuse(_ reason: String) -> ConsoleError { .file(path: "", reason: reason) }
        let words = line.split { $0 == " " || $0 == "\t" }
        guard words.count == 3 else { throw refuse("a line has a name, a role and a hash") }
        guard Self.isName(words[0]) else { throw refuse("\"\(words[0])\" cannot be a name") }
        guard let role = Role(rawValue: String(words[1])) else {
            throw refuse("\"\(words[1])\" is no role; there are viewer and technician")
        }
        (name, self.role) = (String(words[0]), role)
        if let hash = PasswordHash(words[2]) {
            proof = .password(hash)
        } else if words[2].hasPrefix("token$"), let code = Secret.bytes(hex: words[2].dropFirst(6)), code.count == 32 {
            proof = .token(code)
        } else {
            throw refuse("the hash of \"\(name)\" is not one of a password or token")
        }
    }

    /// For the file.
    var line: String {
        let proof =
            switch proof {
            case .password(let hash): hash.text
            case .token(let code): "token$" + Secret.hex(code)
            }
        return "\(name) \(role.rawValue) \(proof)"
    }

    /// What is kept of a token. It has 256 bits by chance: a fast code is as good as a slow one.
    static func code(ofToken token: String) -> [UInt8] { Secret.code(token, key: Array("meterclip token".utf8)) }

    /// Whether a text can be a name: letters, digits and a few signs.
    static func isName(_ text: some StringProtocol) -> Bool {
        (1...Limits.nameBytes).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x40, 0x5F].contains(byte)
            }
    }
}
