// The technician's console as a service: listens, answers, ends. Nothing that is asked of it keeps meters from being read: it has one
// thread of its own, and bounds on everything.

import HTTPTypes
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The console.
public struct Console: Service, CustomStringConvertible {
    private let setting: ConsoleSetting
    private let desk: ConsoleDesk
    private let server: HTTPServerBuilder
    private let roll: ConnectionRoll
    private let fingerprint: String?
    private let logger: Logger
    private let onListening: @Sendable (_ url: String) -> Void

    /// The thread of all connections. It lasts as long as the process: what a connection leaves to be done may come late.
    private static let thread = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// What logs call it.
    public var description: String { "console" }

    /// A console; it listens when it is run. `onListening` is told its address then.
    ///
    /// - Throws: `ConsoleError` if it may not be opened as it is set, or if its files are no good.
    public init(
        _ setting: ConsoleSetting, source: ConsoleSource, logger: Logger,
        onListening: @escaping @Sendable (_ url: String) -> Void
    ) throws(ConsoleError) {
        let start = ContinuousClock.now
        try self.init(setting, source: source, logger: logger, onListening: onListening) {
            let (seconds, attoseconds) = (ContinuousClock.now - start).components
            return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        }
    }

    /// The same by another clock, of milliseconds that only grow.
    init(
        _ setting: ConsoleSetting, source: ConsoleSource, logger: Logger,
        onListening: @escaping @Sendable (_ url: String) -> Void, uptime: @escaping @Sendable () -> Int64
    ) throws(ConsoleError) {
        if let missing = setting.missing {
            throw .unprotected(
                "the console may not listen at \(setting.address), which others can reach, without TLS and a password: set "
                    + "\(missing), or address = \"127.0.0.1\"")
        }
        self.setting = setting
        self.logger = logger
        self.onListening = onListening
        var accounts: AccountFile?
        if let path = setting.accounts { accounts = try AccountFile(path: path) }
        let gatekeeper = Gatekeeper(accounts: accounts, isSecure: setting.isSecure, uptime: uptime) { address in
            logger.warning("the console was shown wrong passwords from \(address), which has to wait now")
        }
        var source = source
        source.fingerprint = setting.certificate.flatMap(ConsoleCertificate.fingerprint)
        fingerprint = source.fingerprint
        desk = ConsoleDesk(source: source, gatekeeper: gatekeeper)
        let roll = ConnectionRoll()
        self.roll = roll
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionGuard(roll)],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: Limits.headBytes, maxHeaderListSize: Limits.headBytes,
                    maxHeaderFieldCount: Limits.headFields)))
        server = try Self.tls(setting, over: plain)
    }

    /// Shows something else from now on; who is in stays in, and what is being answered is answered as before.
    public func show(_ source: ConsoleSource) {
        var source = source
        source.fingerprint = fingerprint
        desk.show(source)
    }

    /// Returns when the thread of all connections has time for it.
    public static func answer() async { try? await thread.next().submit {}.get() }

    /// Answers until the agent shuts down.
    ///
    /// - Throws: `ConsoleError.unavailable` if it cannot listen.
    public func run() async throws {
        if let fingerprint { logger.info("the console's certificate has the fingerprint (SHA-256) \(fingerprint)") }
        var ended = await Self.result { try await serve(at: setting.port) }
        if setting.mayMove, setting.port != 0, case .failure = ended {
            ended = await Self.result { try await serve(at: 0) }
        }
        if case .failure(let error) = ended {
            throw ConsoleError.unavailable("the console cannot listen at \(setting.url(port: setting.port)): \(error)")
        }
        // The gateway goes on reading without it.
        if !Task.isShuttingDownGracefully, !Task.isCancelled {
            logger.error("the console has ended")
            try? await gracefulShutdown()
        }
    }

    private static func result(_ body: () async throws -> Void) async -> Result<Void, any Error> {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }

    private func serve(at port: UInt16) async throws {
        let (desk, setting, onListening) = (desk, setting, onListening)
        let service = try server.buildServer(
            configuration: ServerConfiguration(
                address: .hostname(setting.address, port: Int(port)), backlog: Limits.backlog),
            eventLoopGroup: Self.thread, logger: quiet
        ) { request, writer, channel in
            let address = channel.remoteAddress?.ipAddress ?? "unknown"
            let reply = await desk.answer(request, from: address)
            try await writer.send(reply, isHead: request.method == .head)
        } onServerRunning: { channel in
            onListening(setting.url(port: UInt16(channel.localAddress?.port ?? Int(port))))
        }
        try await withGracefulShutdownHandler {
            try await service.run()
        } onGracefulShutdown: {
            desk.streams.end()
        }
    }

    /// What others send that makes no sense is not worth a line in the log.
    private var quiet: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .error)
        return logger
    }

    /// A server that speaks TLS if it is set; what is wrong with the files is told here.
    private static func tls(
        _ setting: ConsoleSetting, over plain: HTTPServerBuilder
    ) throws(ConsoleError) -> HTTPServerBuilder {
        guard let certificate = setting.certificate, let key = setting.key else { return plain }
        func read<Value>(_ path: String, _ body: () throws -> Value) throws(ConsoleError) -> Value {
            do {
                return try body()
            } catch {
                throw .file(path: path, reason: "cannot be used for TLS: \(error)")
            }
        }
        let chain = try read(certificate) { try NIOSSLCertificate.fromPEMFile(certificate) }
        let own = try read(key) { try NIOSSLPrivateKey(file: key, format: .pem) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(own))
        configuration.minimumTLSVersion = .tlsv12
        let whole = configuration
        return try read(key) { try HTTPServerBuilder.tls(plain, tlsConfiguration: whole) }
    }
}

extension ResponseWriter {
    /// Sends a reply; of a request for the head alone only that.
    fileprivate consuming func send(_ reply: Reply, isHead: Bool) async throws {
        var fields = reply.fields
        fields[.contentType] = reply.type
        if reply.closes { fields[.connection] = "close" }
        switch reply.content {
        case .bytes(let bytes):
            fields[.contentLength] = String(bytes.count)
            let head = HTTPResponse(status: reply.status, headerFields: fields)
            try await write(
                response: head, body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let texts):
            fields[HTTPField.Name("X-Accel-Buffering")!] = "no"
            // Without a length an end of the content would be sent that is none.
            if isHead { fields[.contentLength] = "0" }
            let head = HTTPResponse(status: reply.status, headerFields: fields)
            guard !isHead else { return try await writeResponse(head) }
            var body = try await writeHead(head)
            for await text in texts { try await body.write(ByteBuffer(string: text)) }
            try await body.finish(nil)
        case .pages(let next):
            // Without a length an end of the content would be sent that is none.
            if isHead { fields[.contentLength] = "0" }
            let head = HTTPResponse(status: reply.status, headerFields: fields)
            guard !isHead else { return try await writeResponse(head) }
            var body = try await writeHead(head)
            while let text = try await next() { try await body.write(ByteBuffer(string: text)) }
            try await body.finish(nil)
        }
    }
}
