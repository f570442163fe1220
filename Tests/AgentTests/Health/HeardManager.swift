// A service manager for tests: the other end of its socket, and what came there.

import Glibc
import TestSupport

@testable import Agent

/// Hears what an agent tells the service manager.
final class HeardManager: Sendable {
    private let descriptor: Int32
    /// What the agent is given.
    let variables: [String: String]

    /// Listens at a path, or, if it begins with "@", at a name that is in no file system.
    init(_ path: String, watchdog: Int64? = 60_000_000) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = path.hasPrefix("@") ? [0] + Array(path.utf8.dropFirst()) : Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(2 + name.count)
        let code = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard code == 0 else { throw NeverHappened(description: "\(path): \(String(cString: strerror(errno)))") }
        var variables = ["NOTIFY_SOCKET": path]
        if let watchdog { variables["WATCHDOG_USEC"] = String(watchdog) }
        (self.descriptor, self.variables) = (descriptor, variables)
    }

    deinit { close(descriptor) }

    /// The way to it.
    func manager() throws -> ServiceManager {
        guard let manager = ServiceManager({ variables[$0] }) else {
            throw NeverHappened(description: "no way to \(variables)")
        }
        return manager
    }

    /// The lines that have come since this was asked last.
    func heard() -> [String] {
        var lines: [String] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count >= 0 {
            lines += String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
        }
        return lines
    }
}
