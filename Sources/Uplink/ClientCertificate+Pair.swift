// Whether a private key is the one of a certificate, asked of OpenSSL, which came into the process with the libraries that connect.
// Only a certain no is an answer: what cannot be asked or understood is left to the connection itself.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension ClientCertificate {
    private typealias Make = @convention(c) (UnsafeRawPointer?) -> OpaquePointer?
    private typealias Method = @convention(c) () -> UnsafeRawPointer?
    private typealias Free = @convention(c) (OpaquePointer?) -> Void
    private typealias UseChain = @convention(c) (OpaquePointer?, UnsafePointer<CChar>) -> Int32
    private typealias UseKey = @convention(c) (OpaquePointer?, UnsafePointer<CChar>, Int32) -> Int32
    private typealias LastError = @convention(c) () -> UInt
    private typealias Words = @convention(c) (UInt) -> UnsafePointer<CChar>?
    private typealias Clear = @convention(c) () -> Void

    /// Whether both files can be read and the key belongs to another certificate. The key must not be locked.
    public var isMismatched: Bool {
        guard let make = Self.function("SSL_CTX_new", Make.self), let method = Self.function("TLS_method", Method.self),
            let free = Self.function("SSL_CTX_free", Free.self),
            let useChain = Self.function("SSL_CTX_use_certificate_chain_file", UseChain.self),
            let useKey = Self.function("SSL_CTX_use_PrivateKey_file", UseKey.self),
            let lastError = Self.function("ERR_peek_last_error", LastError.self),
            let words = Self.function("ERR_reason_error_string", Words.self),
            let clear = Self.function("ERR_clear_error", Clear.self), let context = make(method())
        else { return false }
        // Errors are kept for the thread; the next to look must not take these for its own.
        defer {
            free(context)
            clear()
        }
        clear()
        guard useChain(context, file) == 1, useKey(context, key, Self.pem) != 1 else { return false }
        return words(lastError()).map { String(cString: $0).hasSuffix("mismatch") } ?? false
    }

    // SSL_FILETYPE_PEM.
    private static let pem: Int32 = 1

    private static func function<Function>(_ name: String, _ type: Function.Type) -> Function? {
        dlsym(nil, name).map { unsafeBitCast($0, to: type) }
    }
}
