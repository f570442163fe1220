// HMAC-SHA-256 (RFC 2104, FIPS 198-1), as hexadecimal digits.

import CCrypto

/// What only somebody who knows a secret can make of a text.
enum KeyedHash {
    /// 64 digits; none without memory.
    static func digits(of bytes: [UInt8], _ secret: String) -> String {
        let key = Array(secret.utf8)
        var code = [UInt8](repeating: 0, count: Int(CCRYPTO_SHA256_BYTES))
        guard ccrypto_hmac_sha256(key, key.count, bytes, bytes.count, &code) else { return "" }
        return code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
