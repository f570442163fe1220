// Answers `GET /metrics`, one connection at a time, on a thread of its own. Nobody can hold it up for longer than a moment, or make
// it remember more than a request's first lines; what it says is nobody's secret, and it takes no orders.

import Dispatch
import Glibc
import Synchronization

/// A server of one page.
final class MetricsServer: Sendable {
    /// A page in one of its two forms.
    struct Page: Sendable {
        var type: String
        var text: String
    }

    /// Where it listens.
    let port: UInt16
    /// A page that may come too late.
    private final class Made: Sendable {
        let page = Mutex<Page?>(nil)
    }

    private let listener: Int32
    private let page: @Sendable (_ isOpenMetrics: Bool) async -> Page

    /// Listens from now on.
    ///
    /// - Throws: `AgentError.unavailable` if the address is not to be had.
    init(
        _ setting: AgentConfiguration.MetricsSetting, page: @escaping @Sendable (_ isOpenMetrics: Bool) async -> Page
    ) throws(AgentError) {
        self.port = setting.port
        self.page = page
        func failure() -> AgentError {
            .unavailable(
                "figures cannot be told at \(setting.address):\(setting.port): \(String(cString: strerror(errno)))")
        }
        guard let address = Self.socketAddress(setting.address, setting.port) else {
            throw .badData("\"\(setting.address)\" is not a numeric address")
        }
        listener = socket(Int32(address.family), Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
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
        let thread = Unmanaged.passRetained(self)
        var id = pthread_t()
        let code = pthread_create(
            &id, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<MetricsServer>.fromOpaque(context).takeRetainedValue().work()
                return nil
            }, thread.toOpaque())
        guard code == 0 else {
            thread.release()
            Glibc.close(listener)
            throw .unavailable("no thread for the figures: \(String(cString: strerror(code)))")
        }
        pthread_detach(id)
    }

    /// Ends for good.
    func close() {
        // Ends accept(); the thread closes the descriptor.
        shutdown(listener, Int32(SHUT_RDWR))
    }

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

    private func work() {
        while true {
            let connection = accept(listener, nil, nil)
            if connection >= 0 {
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                answer(connection)
                Glibc.close(connection)
            } else if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS {
                // The connection stays in the queue: without a pause this would spin.
                usleep(100_000)
            } else if errno != EINTR && errno != ECONNABORTED {
                break
            }
        }
        Glibc.close(listener)
    }

    private func answer(_ connection: Int32) {
        let deadline = ContinuousClock.now + Limits.metricsPatience
        var patience = timeval(tv_sec: Limits.metricsPatience.milliseconds / 1_000, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard let request = request(connection, until: deadline) else { return }
        let words = request.prefix { $0 != "\r\n" && $0 != "\n" }.split(separator: " ")
        let path = words.count == 3 ? words[1].prefix { $0 != "?" } : ""
        var head = "HTTP/1.1 200 OK"
        var page = Page(type: "text/plain; charset=utf-8", text: "")
        if words.count != 3 || !words[2].hasPrefix("HTTP/1.") {
            head = "HTTP/1.1 400 Bad Request"
        } else if words[0] != "GET" && words[0] != "HEAD" {
            head = "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD"
        } else if path != "/metrics" {
            head = "HTTP/1.1 404 Not Found"
            page.text = "There is only /metrics.\n"
        } else if let made = make(isOpenMetrics: request.lowercased().contains("application/openmetrics-text")) {
            page = made
        } else {
            head = "HTTP/1.1 503 Service Unavailable"
        }
        head += "\r\nContent-Type: \(page.type)\r\nContent-Length: \(page.text.utf8.count)\r\nConnection: close\r\n\r\n"
        send(Array((head + (words.first == "HEAD" ? "" : page.text)).utf8), to: connection, until: deadline)
    }

    /// The head of a request; nil if it does not come.
    private func request(_ connection: Int32, until deadline: ContinuousClock.Instant) -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1_024)
        while ContinuousClock.now < deadline, bytes.count < Limits.metricsRequestBytesMax {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            if text.contains("\r\n\r\n") || text.contains("\n\n") { return text }
        }
        return nil
    }

    /// The page; nil if the agent is too busy to tell.
    private func make(isOpenMetrics: Bool) -> Page? {
        let made = Made()
        let isDone = DispatchSemaphore(value: 0)
        let page = page
        Task {
            let text = await page(isOpenMetrics)
            made.page.withLock { $0 = text }
            isDone.signal()
        }
        _ = isDone.wait(timeout: .now() + Double(Limits.metricsPatience.milliseconds) / 1_000)
        return made.page.withLock { $0 }
    }

    private func send(_ bytes: [UInt8], to connection: Int32, until deadline: ContinuousClock.Instant) {
        var rest = bytes[...]
        while !rest.isEmpty, ContinuousClock.now < deadline {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
        // What was not read of the request must not make the system throw away the answer.
        shutdown(connection, Int32(SHUT_WR))
        var buffer = [UInt8](repeating: 0, count: 1_024)
        while ContinuousClock.now < deadline, recv(connection, &buffer, buffer.count, 0) > 0 {}
    }
}
