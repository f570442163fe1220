// A text with proof that it comes from somebody who knows a secret: a keyed hash of the text's own bytes, which travel as a string inside a
// JSON object, so that nobody has to agree on how JSON is written.

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
        object.set("signature", KeyedHash.digits(of: Array(body.utf8), secret))
        return object.text
    }

    /// The body of a signed text. Takes as long for a wrong signature as for the right one.
    public static func open(_ payload: [UInt8], with secret: String) throws(Fault) -> [UInt8] {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(payload)) else { throw .unsigned }
        let body = Array(wire.body.utf8)
        let wanted = KeyedHash.digits(of: body, secret)
        let given = Array(wire.signature.lowercased().utf8)
        // Without memory there is none, which opens nothing.
        guard !wanted.isEmpty, given.count == wanted.utf8.count,
            ccrypto_is_equal(given, Array(wanted.utf8), given.count)
        else {
            throw .forged
        }
        return body
    }
}
