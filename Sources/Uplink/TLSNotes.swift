// What went wrong with a protected connection, in words. libmosquitto returns one code for everything; what it writes to its log and
// what OpenSSL knows of the certificate say more, and only while the connection's own objects live.

import CMosquitto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Collects what is said about one connection.
struct TLSNotes {
    private var lines: [String] = []
    private var verdict: Int = 0

    /// Takes a line of the library's log, while the connection that it is about still exists.
    mutating func take(_ line: String, of handle: OpaquePointer?) {
        if lines.count < Self.most { lines.append(line) }
        if verdict == 0, let handle, let session = mosquitto_ssl_get(handle) { verdict = Self.verdict(session) }
    }

    /// What it comes to, for a connection that ended with a code before the broker let us in; nil if nothing is known.
    func failure(_ options: MQTTOptions, _ code: Int32) -> UplinkError? {
        guard let tls = options.tls else { return nil }
        let endpoint = options.endpoint
        guard !lines.isEmpty else {
            // The broker has closed before its reason could be read.
            let isCut = code == MOSQ_ERR_CONN_LOST.code || (code == MOSQ_ERR_ERRNO.code && errno == EPROTO)
            return isCut ? .rejected(endpoint: endpoint, reason: Self.cut) : nil
        }
        if lines.contains(where: { $0.contains("host name verification failed") }) {
            return .untrusted(endpoint: endpoint, reason: "its certificate is not for the name \(options.host)")
        }
        if let own = lines.first(where: { $0.contains("client certificate") || $0.contains("lient key") }) {
            return .file(
                path: tls.certificate?.file ?? "", operation: "use our certificate and key", reason: Self.plain(own))
        }
        if lines.contains(where: { $0.contains("inconsistent") }) {
            return .file(
                path: tls.certificate?.file ?? "", operation: "use our certificate and key",
                reason: "the key \(tls.certificate?.key ?? "") does not belong to it")
        }
        if lines.contains(where: { $0.contains("Unable to load CA") }) {
            return .file(
                path: tls.authorities ?? MQTTLoop.systemAuthorities, operation: "load the trusted authorities",
                reason: Self.plain(lines.last ?? ""))
        }
        if verdict != 0 {
            return .untrusted(endpoint: endpoint, reason: "its certificate: \(Self.words(verdict))")
        }
        let words = Self.plain(lines.first { $0.contains("error:") } ?? lines[0])
        let isAboutUs = ["alert certificate", "alert bad certificate", "alert unknown ca", "alert access"].contains {
            words.contains($0)
        }
        if isAboutUs { return .rejected(endpoint: endpoint, reason: "the broker on our certificate: \(words)") }
        if words.contains("unexpected eof") { return .unreachable(endpoint: endpoint, reason: Self.hungUp) }
        return .untrusted(endpoint: endpoint, reason: Self.advice(words))
    }

    /// What OpenSSL said last, for a connection that was established.
    var words: String? { lines.first { $0.contains("error:") }.map(Self.plain) }

    /// What is said of a broker that closes instead of shaking hands.
    static let hungUp = "it closed the connection during the TLS handshake; does it speak TLS on this port?"

    /// What is said of a broker that closes without an answer where nothing is encrypted.
    static let cutPlain = "it closed the connection without an answer; does it want TLS on this port?"

    private static let cut =
        "it closed the connection after the TLS handshake without a word; it may not take our certificate, or want one"

    private static let most = 8

    /// `unsupported protocol` of `OpenSSL Error[0]: error:0A000102:SSL routines::unsupported protocol`.
    private static func plain(_ line: String) -> String {
        guard line.contains("error:") else { return line.hasPrefix("Error: ") ? String(line.dropFirst(7)) : line }
        return line.split(separator: ":").last.map { String($0) } ?? line
    }

    /// What words of OpenSSL mean, where people could not know.
    static func advice(_ words: String) -> String {
        if words.contains("wrong version number") || words.contains("packet length too long") {
            return "it does not speak TLS on this port (\(words))"
        }
        if words.contains("unsupported protocol") || words.contains("protocol version") {
            return "it speaks no TLS from 1.2 on (\(words))"
        }
        return words
    }
}

// Two questions to OpenSSL, which came into the process with libmosquitto; where they cannot be asked, its log must do.
extension TLSNotes {
    private typealias Verdict = @convention(c) (UnsafeRawPointer) -> Int
    private typealias Words = @convention(c) (Int) -> UnsafePointer<CChar>?

    /// Why the chain of certificates is not trusted; 0 if nothing is wrong with it.
    private static func verdict(_ session: UnsafeRawPointer) -> Int {
        guard let symbol = dlsym(nil, "SSL_get_verify_result") else { return 0 }
        return unsafeBitCast(symbol, to: Verdict.self)(session)
    }

    private static func words(_ verdict: Int) -> String {
        guard let symbol = dlsym(nil, "X509_verify_cert_error_string"),
            let words = unsafeBitCast(symbol, to: Words.self)(verdict)
        else { return "not trusted (\(verdict))" }
        return String(cString: words)
    }
}
