// The inside of a link's thread: a libmosquitto handle, born and destroyed here, and the poll loop that drives it.
// Confined to that thread, callbacks included: libmosquitto calls them from within its read and write functions.

import CMosquitto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Drives one libmosquitto handle until the connection ends.
final class MQTTLoop {
    // Once per process, before anything else of the library; it is never shut down.
    private static let libraryStarted = mosquitto_lib_init() == MOSQ_ERR_SUCCESS.code

    struct Pending {
        let message: MQTTLink.Message
        let deadline: ContinuousClock.Instant
    }

    let link: MQTTLink
    private let pipe: WakePipe
    var handle: OpaquePointer?
    var isConnected = false
    private let connectDeadline: ContinuousClock.Instant
    var pending: [Int32: Pending] = [:]
    var tlsNotes = TLSNotes()
    private var failure: UplinkError?
    private var sockets: SocketCount

    init(link: MQTTLink, pipe: WakePipe) {
        self.link = link
        self.pipe = pipe
        self.sockets = SocketCount(link.traffic)
        self.connectDeadline = .now + link.limits.connectTimeout
    }

    var endpoint: String { link.options.endpoint }

    /// Connects, and works until the connection ends or its end is asked for.
    func run() {
        // The callbacks get this object without a reference of their own: it outlives the handle, which is gone by the end.
        withExtendedLifetime(self) {
            connect()
            while failure == nil { turn() }
            if let handle { mosquitto_destroy(handle) }
            handle = nil
        }
        link.report(end: failure ?? .closed(sink: link.name))
    }

    /// The first failure is the cause, the others are its consequences.
    func fail(_ error: UplinkError) {
        if failure == nil { failure = error }
    }

    private func connect() {
        let options = link.options
        guard Self.libraryStarted,
            let handle = mosquitto_new(options.clientID, true, Unmanaged.passUnretained(self).toOpaque())
        else { return fail(.unreachable(endpoint: endpoint, reason: Self.words(MOSQ_ERR_ERRNO.code))) }
        self.handle = handle
        setCallbacks(handle)
        var codes = [
            mosquitto_int_option(
                handle, MOSQ_OPT_PROTOCOL_VERSION, options.version == .v5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311),
            mosquitto_int_option(handle, MOSQ_OPT_SEND_MAXIMUM, Int32(clamping: link.limits.window)),
            mosquitto_int_option(handle, MOSQ_OPT_TCP_NODELAY, 1),
        ]
        if let will = link.will {
            codes.append(
                will.payload.withUnsafeBytes {
                    mosquitto_will_set(handle, will.topic, Int32($0.count), $0.baseAddress, 1, will.isRetained)
                })
        }
        if let login = options.login { codes.append(mosquitto_username_pw_set(handle, login.user, login.password)) }
        for code in codes where code != MOSQ_ERR_SUCCESS.code {
            return fail(.unreachable(endpoint: endpoint, reason: Self.words(code)))
        }
        do throws(UplinkError) {
            if let tls = options.tls { try protect(handle, by: tls) }
        } catch {
            return fail(error)
        }
        errno = 0
        let code = mosquitto_connect_async(handle, options.host, Int32(options.port), link.limits.keepAliveSeconds)
        if code != MOSQ_ERR_SUCCESS.code { failFromLibrary(code) }
    }

    /// Says good-bye. MQTT 3.1.1 knows no good-bye after which the broker publishes the will, so there is none then.
    private func take(_ leave: MQTTLink.Leave, _ handle: OpaquePointer) {
        switch leave {
        case .withWill where link.will != nil:
            guard link.options.version == .v5 else { return }
            mosquitto_disconnect_v5(handle, Int32(MQTT_RC_DISCONNECT_WITH_WILL_MSG.rawValue), nil)
        case .quietly, .withWill:
            mosquitto_disconnect_v5(handle, 0, nil)
        }
    }

    private func turn() {
        guard let handle else { return fail(.lost(endpoint: endpoint, reason: "no handle")) }
        let orders = link.takeOrders()
        for message in orders.messages where failure == nil { publish(message, handle) }
        if let leave = orders.end {
            if isConnected { take(leave, handle) }
            return fail(.closed(sink: link.name))
        }
        guard failure == nil, let wait = timeToDeadline() else { return }
        let socket = mosquitto_socket(handle)
        guard socket >= 0 else { return failFromLibrary(MOSQ_ERR_NO_CONN.code) }
        let writing = mosquitto_want_write(handle) ? Int16(POLLOUT) : 0
        var descriptors = [
            pollfd(fd: socket, events: Int16(POLLIN) | writing, revents: 0),
            pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&descriptors, 2, wait) >= 0 || errno == EINTR else {
            return fail(.lost(endpoint: endpoint, reason: "poll: \(String(cString: strerror(errno)))"))
        }
        if descriptors[1].revents != 0 { pipe.drain() }
        work(handle, Int32(descriptors[0].revents))
    }

    /// Lets libmosquitto do what the socket is ready for.
    private func work(_ handle: OpaquePointer, _ ready: Int32) {
        var code = MOSQ_ERR_SUCCESS.code
        errno = 0
        // What the broker says before it lets us in is heard first: it may be why it will not, and is lost once it has closed.
        let isSpokenTo = !isConnected && ready & POLLIN != 0
        if ready & POLLOUT != 0, !isSpokenTo { code = mosquitto_loop_write(handle, 1) }
        if code == MOSQ_ERR_SUCCESS.code, ready & (POLLIN | POLLHUP | POLLERR) != 0 {
            code = read(handle)
            if code == MOSQ_ERR_SUCCESS.code, !isConnected, failure == nil, isHungUp(handle) {
                return fail(.unreachable(endpoint: endpoint, reason: TLSNotes.hungUp))
            }
        }
        if code == MOSQ_ERR_SUCCESS.code { code = mosquitto_loop_misc(handle) }
        if code != MOSQ_ERR_SUCCESS.code { failFromLibrary(code) }
        hurry(handle)
        sockets.look(mosquitto_socket(handle))
    }

    /// While answers are awaited, what arrives is acknowledged at once: a broker that collects small packets until then (Nagle)
    /// would else hold back each answer for as long as this side waits for company, 40 ms. The kernel forgets it after each use.
    private func hurry(_ handle: OpaquePointer) {
        guard !pending.isEmpty else { return }
        var yes: Int32 = 1
        setsockopt(
            mosquitto_socket(handle), Int32(IPPROTO_TCP), TCP_QUICKACK, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Milliseconds until something is overdue, at most one second, as libmosquitto wants its keep-alive looked after;
    /// nil if something is overdue.
    private func timeToDeadline() -> Int32? {
        let now = ContinuousClock.now
        var next = now + .seconds(1)
        if !isConnected {
            guard now < connectDeadline else {
                fail(.unreachable(endpoint: endpoint, reason: "no answer within \(link.limits.connectTimeout)"))
                return nil
            }
            next = min(next, connectDeadline)
        }
        if let oldest = pending.values.min(by: { $0.deadline < $1.deadline }) {
            guard now < oldest.deadline else {
                let after = link.limits.acknowledgementTimeout
                fail(.unacknowledged(endpoint: endpoint, seq: oldest.message.seq, after: after))
                return nil
            }
            next = min(next, oldest.deadline)
        }
        let milliseconds = (next - now) / .milliseconds(1)
        return Int32(milliseconds.rounded(.up))
    }

    /// Publishes once. libmosquitto may have queued a message even though it reports an error, so there is no second try over
    /// this connection: it ends.
    private func publish(_ message: MQTTLink.Message, _ handle: OpaquePointer) {
        var id: Int32 = 0
        let code = message.payload.withUnsafeBytes {
            mosquitto_publish_v5(
                handle, &id, message.topic, Int32($0.count), $0.baseAddress, 1, message.isRetained, nil)
        }
        switch code {
        case MOSQ_ERR_SUCCESS.code: break
        case MOSQ_ERR_OVERSIZE_PACKET.code, MOSQ_ERR_PAYLOAD_SIZE.code, MOSQ_ERR_MALFORMED_UTF8.code:
            return fail(
                .refused(endpoint: endpoint, seq: message.seq, topic: message.topic, reason: Self.words(code)))
        default: return failFromLibrary(code)
        }
        pending[id] = Pending(message: message, deadline: .now + link.limits.acknowledgementTimeout)
    }

    func failFromLibrary(_ code: Int32) {
        if !isConnected, let failure = tlsNotes.failure(link.options, code) { return fail(failure) }
        // What only speaks TLS on this port answers a plain greeting so.
        let isCut = !isConnected && link.options.tls == nil && code == MOSQ_ERR_CONN_LOST.code
        let reason = isCut ? TLSNotes.cutPlain : tlsNotes.words ?? Self.words(code)
        fail(isConnected ? .lost(endpoint: endpoint, reason: reason) : .unreachable(endpoint: endpoint, reason: reason))
    }
}
