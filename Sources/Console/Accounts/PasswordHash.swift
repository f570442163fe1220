// A password as it is kept: scrypt (RFC 7914) with a salt of its own, so that whoever reads the file still has to guess, slowly.

import CCrypto

/// What is known of a password.
struct PasswordHash: Sendable, Equatable {
    /// N as a power of two.
    let cost: Int
    /// r.
    let blockSize: Int
    /// p.
    let parallel: Int
    let salt: [UInt8]
    let key: [UInt8]

    /// The hash of a new password.
    init(of password: String) {
        (cost, blockSize, parallel) = Limits.scrypt
        salt = Secret.random(16)
        key = Self.key(password, salt, cost, blockSize, parallel) ?? []
    }

    /// As it stands in a file: `scrypt$14$8$5$salt$key`; nil if it does not.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallel = Int(parts[3]), let salt = Secret.bytes(hex: parts[4]), let key = Secret.bytes(hex: parts[5]),
            (10...24).contains(cost), (1...32).contains(blockSize), (1...32).contains(parallel), salt.count >= 8,
            key.count == 32, 128 * blockSize << cost < Limits.scryptMemory
        else { return nil }
        (self.cost, self.blockSize, self.parallel, self.salt, self.key) = (cost, blockSize, parallel, salt, key)
    }

    /// For a file.
    var text: String {
        (["scrypt"] + [cost, blockSize, parallel].map(String.init) + [Secret.hex(salt), Secret.hex(key)])
            .joined(separator: "$")
    }

    /// Whether this is the password. Takes its time, and the memory that scrypt is made for.
    func isRight(_ password: String) -> Bool {
        guard !key.isEmpty, let other = Self.key(password, salt, cost, blockSize, parallel) else { return false }
        return Secret.isEqual(key, other)
    }

    private static func key(
        _ password: String, _ salt: [UInt8], _ cost: Int, _ blockSize: Int, _ parallel: Int
    ) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: 32)
        let bytes = Array(password.utf8)
        let isMade = ccrypto_scrypt(
            bytes, bytes.count, salt, salt.count, UInt32(cost), UInt64(blockSize), UInt64(parallel),
            UInt64(Limits.scryptMemory), &key, key.count)
        return isMade ? key : nil
    }
}
