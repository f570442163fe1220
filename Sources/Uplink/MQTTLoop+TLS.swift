// The protection of a connection: TLS from 1.2 on, chain and name verified. There is no way around it.

import CMosquitto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension MQTTLoop {
    /// Where a system keeps the authorities that it trusts.
    static let systemAuthorities = "/etc/ssl/certs"

    /// Tells the library how to protect the connection.
    ///
    /// - Throws: `UplinkError.file` for a file that cannot serve.
    func protect(_ handle: OpaquePointer, by tls: MQTTOptions.TLS) throws(UplinkError) {
        let limits = link.limits
        if let authorities = tls.authorities {
            try TLSFile.check(authorities, has: .certificate, limits: limits)
        }
        if let own = tls.certificate {
            try TLSFile.check(own.file, has: .certificate, limits: limits)
            try TLSFile.check(own.key, has: .key, limits: limits)
        }
        let folder = tls.authorities == nil ? Self.systemAuthorities : nil
        let codes = [
            mosquitto_tls_set(handle, tls.authorities, folder, tls.certificate?.file, tls.certificate?.key, nil),
            mosquitto_tls_opts_set(handle, Self.verifyPeer, "tlsv1.2", nil),
            mosquitto_tls_insecure_set(handle, false),
        ]
        for code in codes where code != MOSQ_ERR_SUCCESS.code {
            throw .unreachable(endpoint: link.options.endpoint, reason: "TLS: \(Self.words(code))")
        }
        mosquitto_log_callback_set(handle) { handle, context, level, text in
            guard level == MOSQ_LOG_ERR, let text else { return }
            MQTTLoop.from(context)?.tlsNotes.take(String(cString: text), of: handle)
        }
    }

    /// Reads what there is. What TLS has already decrypted no longer shows at the socket, so it is read until nothing comes.
    func read(_ handle: OpaquePointer) -> Int32 {
        var code = MOSQ_ERR_SUCCESS.code
        var rounds = 0
        repeat {
            errno = 0
            code = mosquitto_loop_read(handle, Int32(clamping: link.limits.window))
            rounds += 1
        } while code == MOSQ_ERR_SUCCESS.code && link.options.tls != nil && errno == 0 && rounds < Self.mostReads
        return code
    }

    /// Whether the other side has closed in the middle of the handshake, which the library takes for a reason to wait.
    func isHungUp(_ handle: OpaquePointer) -> Bool {
        guard link.options.tls != nil else { return false }
        var byte: UInt8 = 0
        return recv(mosquitto_socket(handle), &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    // SSL_VERIFY_PEER.
    private static let verifyPeer: Int32 = 1
    // So that a broker that never stops talking does not keep orders and deadlines waiting.
    private static let mostReads = 100
}
