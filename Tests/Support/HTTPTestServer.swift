// A web server on this machine that answers as the test says, and remembers what it was asked.

import Synchronization

/// A web server.
public final class HTTPTestServer: Sendable {
    /// What it was asked.
    public struct Request: Sendable {
        /// The first line.
        public var line: String
        /// By names in small letters.
        public var headers: [String: String]
        /// What came behind them.
        public var body: [UInt8]
        /// Which connection it came by, from 1.
        public var connection: Int

        /// The body as text.
        public var text: String { String(decoding: body, as: UTF8.self) }
        /// The numbers of the entries in the body.
        public var entries: [Int] {
            text.split(separator: "\n").compactMap { line in
                line.firstRange(of: "\"n\":").flatMap { Int(line[$0.upperBound...].prefix { $0.isNumber }) }
            }
        }
    }

    private final class State: Sendable {
        let requests = Mutex<[Request]>([])
        let connections = Mutex(0)
    }

    private let state = State()
    private let server: LoopbackServer

    /// Where it listens.
    public var port: UInt16 { server.port }
    /// Its address.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// What it was asked so far.
    public var requests: [Request] { state.requests.withLock { $0 } }

    /// Listens.
    ///
    /// - Parameter answer: the whole answer to a request; nil closes the connection without one.
    public init(_ answer: @escaping @Sendable (Request) -> String?) throws {
        let state = state
        server = try LoopbackServer { connection in
            let number = state.connections.withLock { count in
                count += 1
                return count
            }
            var rest: [UInt8] = []
            while let request = Self.request(&rest, connection, number) {
                state.requests.withLock { $0.append(request) }
                guard let text = answer(request) else { return }
                connection.send(Array(text.utf8))
            }
        }
    }

    /// An answer with its length.
    public static func answer(
        _ status: Int, _ body: String = "", type: String? = nil, headers: [String] = []
    ) -> String {
        var lines = ["HTTP/1.1 \(status) Words", "Content-Length: \(body.utf8.count)"] + headers
        if let type { lines.append("Content-Type: \(type)") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    private static func request(_ rest: inout [UInt8], _ connection: Connection, _ number: Int) -> Request? {
        let end = Array("\r\n\r\n".utf8)
        var head: Range<Int>?
        while head == nil {
            head = rest.firstRange(of: end)
            guard head == nil else { break }
            let bytes = connection.receive()
            if bytes.isEmpty { return nil }
            rest += bytes
        }
        guard let head else { return nil }
        let lines = String(decoding: rest[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        let whole = head.upperBound + (headers["content-length"].flatMap { Int($0) } ?? 0)
        while rest.count < whole {
            let bytes = connection.receive()
            if bytes.isEmpty { return nil }
            rest += bytes
        }
        defer { rest.removeFirst(whole) }
        return Request(
            line: String(lines[0]), headers: headers, body: Array(rest[head.upperBound..<whole]), connection: number)
    }
}
