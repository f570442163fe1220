// Whether a private key is the one of a certificate. Only a certain no is an answer: what cannot be read or compared is left to the
// connection itself.

import CCrypto

extension ClientCertificate {
    /// Whether both files can be read and the key belongs to another certificate. The key must not be locked.
    public var isMismatched: Bool { ccrypto_is_mismatched(file, key) }
}
