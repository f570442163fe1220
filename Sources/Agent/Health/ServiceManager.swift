// Tells the service manager, systemd, how the agent is, by its protocol of one datagram for each message: sd_notify(3), sd_watchdog_enabled(3).
// Telling never waits and never fails; without a manager nothing is told.

import Glibc

/// The way to the service manager.
public struct ServiceManager: Sendable {
    /// How long the manager waits for a sign of life before it ends the process; nil: for ever.
    public let watchdog: Duration?
    private let socket: Socket

    /// The descriptor, closed with the last who has it.
    private final class Socket: Sendable {
        let descriptor: Int32
        let address: sockaddr_un
        let length: socklen_t

        init?(_ path: String) {
            // "@" stands for the zero byte with which names begin that are in no file system.
            let isAbstract = path.hasPrefix("@")
            let bytes = (isAbstract ? [0] : []) + Array(path.utf8.dropFirst(isAbstract ? 1 : 0))
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            guard path.hasPrefix("/") || isAbstract, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
                return nil
            }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
            (self.address, length) = (address, socklen_t(start + bytes.count + (isAbstract ? 0 : 1)))
            descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            if descriptor < 0 { return nil }
        }

        deinit { close(descriptor) }
    }

    /// The manager that has started this process, if one has. Its variables are taken out of the environment: they are for nobody that
    /// this process starts.
    public static func taken() -> ServiceManager? {
        defer { for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { unsetenv(name) } }
        return ServiceManager { name in getenv(name).map { String(cString: $0) } }
    }

    /// The manager that variables tell of.
    init?(_ variable: (String) -> String?) {
        guard let path = variable("NOTIFY_SOCKET"), let socket = Socket(path) else { return nil }
        self.socket = socket
        let isOurs = variable("WATCHDOG_PID").map { $0 == String(getpid()) } ?? true
        let time = isOurs ? variable("WATCHDOG_USEC").flatMap { Int64($0) } : nil
        watchdog = time.flatMap { $0 > 0 ? .microseconds($0) : nil }
    }

    /// What can be told.
    enum Message: Sendable, Equatable {
        /// Everything stands.
        case ready
        /// The end has begun.
        case stopping
        /// Everybody lives.
        case alive
        /// How it is, for `systemctl status`.
        case status(String)
        /// The start takes longer, and is no failure before that time.
        case starting(within: Duration)

        var text: String {
            switch self {
            case .ready: "READY=1"
            case .stopping: "STOPPING=1"
            case .alive: "WATCHDOG=1"
            // A second line would be another message.
            case .status(let text): "STATUS=" + String(text.map { $0.isNewline ? " " : $0 })
            case .starting(let time): "EXTEND_TIMEOUT_USEC=\(time.milliseconds * 1_000)"
            }
        }
    }

    /// Tells several things at once.
    func tell(_ messages: [Message]) {
        let bytes = Array(messages.map(\.text).joined(separator: "\n").utf8)
        _ = withUnsafePointer(to: socket.address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                // A manager that does not listen just now must not hold us up; the next message is as good.
                sendto(
                    socket.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0,
                    socket.length)
            }
        }
    }
}
