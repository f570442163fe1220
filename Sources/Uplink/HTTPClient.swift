// Posts requests to one server, one at a time, each from a thread of its own; connections are kept for the next request.
// libcurl's handle is only touched by the thread of the request under way, but for waking it, which libcurl allows to all.

import CCurl
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A client of one server.
final class HTTPClient: Sendable {
    // Once per process, before anything else of the library; it is never shut down.
    private static let libraryStarted = ccurl_start()

    /// The sink it works for.
    let name: String
    let options: HTTPOptions
    let limits: UplinkLimits
    /// Nil if the process has no memory or descriptors left.
    nonisolated(unsafe) let multi: UnsafeMutableRawPointer?
    /// What went over its connections.
    let traffic: Traffic
    private let sockets: Mutex<SocketCount>
    private let closed = Atomic(false)

    init(name: String, options: HTTPOptions, limits: UplinkLimits) {
        self.name = name
        self.options = options
        self.limits = limits
        let traffic = Traffic()
        self.traffic = traffic
        sockets = Mutex(SocketCount(traffic))
        multi = Self.libraryStarted ? ccurl_multi() : nil
    }

    deinit {
        if let multi { ccurl_multi_free(multi) }
    }

    /// Whether there will be no more requests.
    var isClosed: Bool { closed.load(ordering: .acquiring) }

    /// Posts a request and waits for the answer. Not to be called before the call before has returned.
    ///
    /// - Throws: if there was no answer. Then nobody knows whether the server has got the request.
    func send(_ request: HTTPRequest) async throws(UplinkError) -> HTTPAnswer {
        let job = Job(client: self, request: request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                job.start { continuation.resume(returning: $0) }
            }
        } onCancel: {
            job.cancel()
        }
        return try result.get()
    }

    /// Ends the request under way, and all further ones.
    func close() {
        closed.store(true, ordering: .releasing)
        wake()
    }

    /// Counts what a transfer carried: by its connection, or, where the server has closed that, by its content.
    func count(_ socket: Int32, isNew: Bool, otherwise content: Int64) {
        guard socket >= 0 else {
            traffic.add(content + (options.endpoint.isEncrypted ? limits.handshakeBytes : 0) + limits.connectionBytes)
            return
        }
        sockets.withLock { sockets in
            if isNew { sockets.begin() }
            sockets.look(socket)
        }
    }

    fileprivate func wake() {
        if let multi { ccurl_wake(multi) }
    }

    /// A request on its way to its thread.
    final class Job: Sendable {
        let client: HTTPClient
        let request: HTTPRequest
        private let cancelled = Atomic(false)
        private let end = Mutex<(@Sendable (Result<HTTPAnswer, UplinkError>) -> Void)?>(nil)

        init(client: HTTPClient, request: HTTPRequest) {
            self.client = client
            self.request = request
        }

        /// Whether the answer is no longer wanted.
        var isOver: Bool { cancelled.load(ordering: .acquiring) || client.isClosed }

        func cancel() {
            cancelled.store(true, ordering: .releasing)
            client.wake()
        }

        func start(_ end: @escaping @Sendable (Result<HTTPAnswer, UplinkError>) -> Void) {
            self.end.withLock { $0 = end }
            // The thread keeps the job alive, and the client with it.
            let code = DetachedThread.start { self.finish(HTTPExchange(job: self).run()) }
            guard code != 0 else { return }
            let reason = "no thread: \(String(cString: strerror(code)))"
            finish(.failure(.unreachable(endpoint: client.options.endpoint.name, reason: reason)))
        }

        private func finish(_ result: Result<HTTPAnswer, UplinkError>) {
            let end = end.withLock { end in
                defer { end = nil }
                return end
            }
            end?(result)
        }
    }
}
