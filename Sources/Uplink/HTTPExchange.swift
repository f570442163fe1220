// The inside of a request's thread: one request, one answer. The server must prove its name by a chain of certificates, over
// TLS 1.2 or later; there is no way to do without. Redirects are not followed: they would carry the secret somewhere else.

import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One request and its answer.
final class HTTPExchange {
    private let job: HTTPClient.Job
    private var body: [UInt8] = []
    private var headers: UnsafeMutableRawPointer?
    /// What was shown to the server and is nobody else's business.
    private var secrets = Secrets()
    /// What libcurl says about a failure.
    private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CCURL_ERROR_SIZE))

    init(job: HTTPClient.Job) {
        self.job = job
        words.initialize(repeating: 0, count: Int(CCURL_ERROR_SIZE))
    }

    deinit { words.deallocate() }

    private var client: HTTPClient { job.client }
    private var options: HTTPOptions { job.client.options }
    private var endpoint: String { options.endpoint.name }

    /// Sends the request and waits for the answer, as long as the limits allow.
    func run() -> Result<HTTPAnswer, UplinkError> {
        blockPipeSignal()
        guard let multi = client.multi, let easy = ccurl_easy() else {
            return .failure(.unreachable(endpoint: endpoint, reason: "no memory or descriptors left"))
        }
        defer {
            ccurl_easy_free(easy)
            ccurl_list_free(headers)
        }
        do throws(UplinkError) {
            try prepare(easy, try sent())
            let code = try transfer(easy, multi)
            client.count(
                ccurl_get_socket(easy), isNew: ccurl_is_new(easy) != 0, otherwise: ccurl_carried(easy))
            guard code == CCURLE_OK || isAnswered(code) else { throw failure(code) }
            return .success(answer(easy))
        } catch {
            return .failure(error)
        }
    }

    /// OpenSSL writes to sockets in a way that raises the signal where the other end is gone. This thread is all ours.
    private func blockPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// The body as it is sent; notes the headers.
    private func sent() throws(UplinkError) -> [UInt8] {
        var lines = job.request.headers
        var body = job.request.body
        if options.compresses, body.count >= client.limits.compressedFromBytes, let small = Gzip.compressed(body) {
            body = small
            lines.append("Content-Encoding: gzip")
        }
        switch options.credentials {
        case .none, .login: break
        case .bearer(let file): lines.append("Authorization: Bearer " + (try secret(file)))
        case .token(let file): lines.append("Authorization: Token " + (try secret(file)))
        }
        // Empty: not sent. Nobody is asked before whether a small body is welcome.
        lines.append("Expect:")
        for line in lines { headers = ccurl_list_add(headers, line) }
        return body
    }

    private func secret(_ file: String) throws(UplinkError) -> String {
        let secret = try SecretFile.secret(in: file, limits: client.limits)
        secrets.add(secret)
        return secret
    }

    private func prepare(_ easy: UnsafeMutableRawPointer, _ body: [UInt8]) throws(UplinkError) {
        var codes = [
            ccurl_set_words(easy, words),
            ccurl_set_protocols(easy),
            ccurl_set_text(easy, CCURLOPT_URL, job.request.url),
            ccurl_set_number(easy, CCURLOPT_NOSIGNAL, 1),
            ccurl_set_number(easy, CCURLOPT_FOLLOWLOCATION, 0),
            ccurl_set_number(easy, CCURLOPT_HTTP_VERSION, Int(CCURL_HTTP_VERSION_1_1)),
            ccurl_set_number(easy, CCURLOPT_CONNECTTIMEOUT_MS, client.limits.connectTimeout.wholeMilliseconds),
            ccurl_set_number(easy, CCURLOPT_TIMEOUT_MS, client.limits.exchangeTimeout.wholeMilliseconds),
            ccurl_set_number(easy, CCURLOPT_POST, 1),
            ccurl_set_body(easy, body, body.count),
            ccurl_set_list(easy, CCURLOPT_HTTPHEADER, headers),
            ccurl_set_text(easy, CCURLOPT_USERAGENT, "meterclip"),
            ccurl_set_number(easy, CCURLOPT_SSLVERSION, Int(CCURL_SSLVERSION_TLSv1_2)),
            ccurl_set_number(easy, CCURLOPT_SSL_VERIFYPEER, 1),
            ccurl_set_number(easy, CCURLOPT_SSL_VERIFYHOST, 2),
            // Without one, OpenSSL would ask a terminal for the pass phrase of a locked key, and wait.
            ccurl_set_text(easy, CCURLOPT_KEYPASSWD, ""),
            ccurl_set_sink(easy, HTTPExchange.take, Unmanaged.passUnretained(self).toOpaque()),
        ]
        if options.endpoint.isLoopback { codes.append(ccurl_set_text(easy, CCURLOPT_PROXY, "")) }
        if case .login(let user, let file) = options.credentials {
            let password = try secret(file)
            secrets.add(login: user, password)
            codes += [
                ccurl_set_number(easy, CCURLOPT_HTTPAUTH, CCURLAUTH_BASIC),
                ccurl_set_text(easy, CCURLOPT_USERNAME, user),
                ccurl_set_text(easy, CCURLOPT_PASSWORD, password),
            ]
        }
        if let file = options.authorities {
            codes.append(ccurl_set_text(easy, CCURLOPT_CAINFO, file))
            // Or those of the system would count beside them.
            codes.append(ccurl_set_text(easy, CCURLOPT_CAPATH, nil))
        }
        if let certificate = options.certificate {
            codes.append(ccurl_set_text(easy, CCURLOPT_SSLCERT, certificate.file))
            codes.append(ccurl_set_text(easy, CCURLOPT_SSLKEY, certificate.key))
        }
        for code in codes where code != CCURLE_OK { throw failure(code) }
    }

    private static let take: ccurl_sink = { bytes, _, count, context in
        guard let bytes, let context else { return 0 }
        let exchange = Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
        let room = exchange.client.limits.answerBytes - exchange.body.count
        exchange.body += UnsafeRawBufferPointer(start: bytes, count: min(room, count))
        // An answer without end is not waited for: its status and its beginning are known.
        return count <= room ? count : 0
    }

    /// Works until the transfer is done or no longer wanted.
    private func transfer(
        _ easy: UnsafeMutableRawPointer, _ multi: UnsafeMutableRawPointer
    ) throws(UplinkError) -> Int32 {
        guard ccurl_add(multi, easy) else { throw .unreachable(endpoint: endpoint, reason: "no memory left") }
        defer { ccurl_remove(multi, easy) }
        while true {
            guard !job.isOver else { throw .closed(sink: client.name) }
            var running: Int32 = 0
            if let trouble = ccurl_perform(multi, &running) {
                throw .lost(endpoint: endpoint, reason: String(cString: trouble))
            }
            if running == 0 { break }
            ccurl_wait(multi, 1_000)
        }
        var code: Int32 = 0
        guard ccurl_result(multi, &code) else {
            throw .lost(endpoint: endpoint, reason: "the transfer ended without a result")
        }
        return code
    }

    /// Whether the server's answer is known although the transfer was broken off: by us, at too long a body.
    private func isAnswered(_ code: Int32) -> Bool {
        code == CCURLE_WRITE_ERROR && body.count == client.limits.answerBytes
    }

    private func answer(_ easy: UnsafeMutableRawPointer) -> HTTPAnswer {
        var status = 0
        ccurl_get_number(easy, CCURLINFO_RESPONSE_CODE, &status)
        var wait = 0
        ccurl_get_wait(easy, &wait)
        let type = text(easy, CCURLINFO_CONTENT_TYPE)?.prefix { $0 != ";" && $0 != " " }.lowercased()
        return HTTPAnswer(
            status: status, type: type ?? "", body: secrets.removed(from: body),
            retryAfter: wait > 0 ? .seconds(wait) : nil,
            location: text(easy, CCURLINFO_REDIRECT_URL).map {
                String(decoding: secrets.removed(from: Array($0.utf8)), as: UTF8.self)
            })
    }

    private func text(_ easy: UnsafeMutableRawPointer, _ info: Int32) -> String? {
        var text: UnsafePointer<CChar>?
        guard ccurl_get_text(easy, info, &text) == CCURLE_OK, let text else { return nil }
        return String(cString: text)
    }

    private func failure(_ code: Int32) -> UplinkError {
        let said = words.pointee == 0 ? String(cString: ccurl_words(code)) : String(cString: words)
        let reason = HTTPAnswer.line(Array(said.utf8), limit: client.limits.answerCharacters)
        switch code {
        case CCURLE_COULDNT_RESOLVE_HOST, CCURLE_COULDNT_RESOLVE_PROXY, CCURLE_COULDNT_CONNECT:
            return .unreachable(endpoint: endpoint, reason: reason)
        case CCURLE_PEER_FAILED_VERIFICATION, CCURLE_SSL_CONNECT_ERROR, CCURLE_SSL_ISSUER_ERROR:
            return .untrusted(endpoint: endpoint, reason: TLSNotes.advice(reason))
        case CCURLE_SSL_CERTPROBLEM:
            return .file(path: options.certificate?.file ?? "", operation: "use the certificate", reason: reason)
        case CCURLE_SSL_CACERT_BADFILE:
            return .file(path: options.authorities ?? "", operation: "use the authorities", reason: reason)
        default:
            return .lost(endpoint: endpoint, reason: reason)
        }
    }
}
