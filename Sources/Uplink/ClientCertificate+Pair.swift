// Whether a private key is the one of a certificate. Only a certain no is an answer: what cannot be read or compared is left to the
// connection itself.

import CCrypto

extension ClientCertificate {
    /// Whether both files can be read and the key belongs to another certificate. The key must not be locked.
    public var isMismatched: Bool {
        // Errors are kept for the thread; the next to look must not take these for its own.
        defer { ERR_clear_error() }
        // Nobody is asked for a password at a terminal.
        guard let certificate = Self.read(file, { PEM_read_bio_X509($0, nil, { _, _, _, _ in 0 }, nil) }) else {
            return false
        }
        defer { X509_free(certificate) }
        guard let key = Self.read(key, { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in 0 }, nil) }) else {
            return false
        }
        defer { EVP_PKEY_free(key) }
        ERR_clear_error()
        guard X509_check_private_key(certificate, key) != 1 else { return false }
        return [X509_R_KEY_VALUES_MISMATCH, X509_R_KEY_TYPE_MISMATCH].contains(ERR_GET_REASON(ERR_peek_last_error()))
    }

    private static func read(_ path: String, _ parse: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        guard let file = BIO_new_file(path, "r") else { return nil }
        defer { BIO_free(file) }
        return parse(file)
    }
}
