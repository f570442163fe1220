// Random values, and how secrets are compared and kept: nothing that is stored or that takes time tells what they are.

import CCrypto

/// What secrets are made of.
enum Secret {
    /// So many bytes by chance, from the system.
    static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// 32 bytes by chance, in hexadecimal digits: what cookies and tokens are.
    static func token() -> String { hex(random(32)) }

    /// Bytes in hexadecimal digits.
    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The bytes of hexadecimal digits; nil if they are none.
    static func bytes(hex: some StringProtocol) -> [UInt8]? {
        let digits = hex.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8((digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0)) }
    }

    /// A code over a text that only who has the key can make (HMAC-SHA-256).
    static func code(_ text: String, key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Int(CCRYPTO_SHA256_BYTES))
        let bytes = Array(text.utf8)
        // Without memory for it there is no code that anybody could know.
        guard ccrypto_hmac_sha256(key, key.count, bytes, bytes.count, &code) else { return random(code.count) }
        return code
    }

    /// Whether two values are equal, in a time that does not tell where they differ.
    static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && ccrypto_is_equal(a, b, a.count)
    }
}
