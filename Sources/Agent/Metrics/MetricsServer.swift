// Answers `GET /metrics`, one connection at a time, on a thread of its own. Nobody can hold it up for longer than a moment, or make
// it remember more than a request's first lines; what it says is nobody's secret, and it takes no orders.

import Glibc

/// A server of one page.
final class MetricsServer: Sendable {
    /// A page in one of its two forms.
    struct Page: Sendable {
        var type: String
        var text: String
    }

    /// Where it listens.
    let port: UInt16
    private let serving: Listener

    /// Listens from now on.
    ///
    /// - Throws: `AgentError.unavailable` if the address is not to be had.
    init(
        _ setting: AgentConfiguration.MetricsSetting, page: @escaping @Sendable (_ isOpenMetrics: Bool) async -> Page
    ) throws(AgentError) {
        self.port = setting.port
        func failure() -> AgentError {
            .unavailable(
                "figures cannot be told at \(setting.address):\(setting.port): \(String(cString: strerror(errno)))")
        }
        guard let address = Self.socketAddress(setting.address, setting.port) else {
            throw .badData("\"\(setting.address)\" is not a numeric address")
        }
        let listener = socket(Int32(address.family), Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw failure() }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let isBound = address.bytes.withUnsafeBytes { bytes in
            bind(listener, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count)) == 0
        }
        guard isBound, listen(listener, 8) == 0 else {
            let error = failure()
            Glibc.close(listener)
            throw error
        }
        serving = try Listener(listener) { connection in Self.answer(connection, page) }
    }

    /// Ends for good.
    func close() { serving.close() }

    /// A numeric address as the system has it; nil if it is none.
    static func socketAddress(_ text: String, _ port: UInt16) -> (family: sa_family_t, bytes: [UInt8])? {
        var four = sockaddr_in()
        if inet_pton(AF_INET, text, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            return (four.sin_family, withUnsafeBytes(of: four) { Array($0) })
        }
        var six = sockaddr_in6()
        guard inet_pton(AF_INET6, text, &six.sin6_addr) == 1 else { return nil }
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        return (six.sin6_family, withUnsafeBytes(of: six) { Array($0) })
    }

    private static func answer(_ connection: Int32, _ page: @escaping @Sendable (Bool) async -> Page) {
        let exchange = Exchange(connection, patience: Limits.metricsPatience)
        let request = exchange.question(limit: Limits.metricsRequestBytesMax) {
            $0.contains("\r\n\r\n") || $0.contains("\n\n")
        }
        guard let request else { return }
        let words = request.prefix { $0 != "\r\n" && $0 != "\n" }.split(separator: " ")
        let path = words.count == 3 ? words[1].prefix { $0 != "?" } : ""
        let isOpenMetrics = request.lowercased().contains("application/openmetrics-text")
        var head = "HTTP/1.1 200 OK"
        var body = Page(type: "text/plain; charset=utf-8", text: "")
        if words.count != 3 || !words[2].hasPrefix("HTTP/1.") {
            head = "HTTP/1.1 400 Bad Request"
        } else if words[0] != "GET" && words[0] != "HEAD" {
            head = "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD"
        } else if path != "/metrics" {
            head = "HTTP/1.1 404 Not Found"
            body.text = "There is only /metrics.\n"
        } else if let made = exchange.wait(for: { await page(isOpenMetrics) }) {
            body = made
        } else {
            head = "HTTP/1.1 503 Service Unavailable"
        }
        head += "\r\nContent-Type: \(body.type)\r\nContent-Length: \(body.text.utf8.count)\r\nConnection: close\r\n\r\n"
        _ = exchange.send(Array((head + (words.first == "HEAD" ? "" : body.text)).utf8))
        exchange.finish()
    }
}
