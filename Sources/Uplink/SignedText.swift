// A text with proof that it comes from somebody who knows a secret: HMAC-SHA-256 (RFC 2104, FIPS 198-1) over the text's own bytes, which
// travel as a string inside a JSON object, so that nobody has to agree on how JSON is written.

import CCrypto
import FoundationEssentials
import Metering

/// Signed texts: `{"body":"…","signature":"64 hexadecimal digits"}`.
public enum SignedText {
    /// Why a signed text is none.
    public enum Fault: String, Error, Sendable {
        /// It is no JSON object with these two strings.
        case unsigned = "it is not signed"
        /// Whoever signed it did not know the secret, or it was altered since.
        case forged = "its signature is wrong"
    }

    private struct Wire: Decodable {
        var body: String
        var signature: String
    }

    /// `body` with its signature.
    public static func sign(_ body: String, with secret: String) -> String {
        var object = JSONObject()
        object.set("body", body)
        object.set("signature", code(of: Array(body.utf8), secret).map(hexadecimal).joined())
        return object.text
    }

    /// The body of a signed text. Takes as long for a wrong signature as for the right one.
    public static func open(_ payload: [UInt8], with secret: String) throws(Fault) -> [UInt8] {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(payload)) else { throw .unsigned }
        let body = Array(wire.body.utf8)
        let wanted = code(of: body, secret).map(hexadecimal).joined()
        let given = Array(wire.signature.lowercased().utf8)
        guard !wanted.isEmpty, given.count == wanted.utf8.count,
            ccrypto_is_equal(given, Array(wanted.utf8), given.count)
        else {
            throw .forged
        }
        return body
    }

    private static func code(of bytes: [UInt8], _ secret: String) -> [UInt8] {
        let key = Array(secret.utf8)
        var code = [UInt8](repeating: 0, count: Int(CCRYPTO_SHA256_BYTES))
        // Without memory there is none, which opens nothing.
        return ccrypto_hmac_sha256(key, key.count, bytes, bytes.count, &code) ? code : []
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
