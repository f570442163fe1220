// A console that listens on this machine for the length of a test, and what asks it: plain sockets, since browsers and libraries are too
// polite.

import Logging
import ServiceLifecycle
import Synchronization
import TestSupport

@testable import Console

/// A console in service.
struct TestConsole: Sendable {
    let port: UInt16
    let source: TestSource
    /// Milliseconds that its clock is ahead.
    let ahead: TestTime

    /// Milliseconds by hand.
    final class TestTime: Sendable {
        private let milliseconds = Mutex<Int64>(0)
        var now: Int64 { milliseconds.withLock { $0 } }
        func pass(_ more: Int64) { milliseconds.withLock { $0 += more } }
    }

    /// Runs a console for as long as `body` does; then it must end by itself.
    static func run(
        _ setting: ConsoleSetting = ConsoleSetting(port: 0), source: TestSource = TestSource(),
        _ body: @Sendable @escaping (TestConsole) async throws -> Void
    ) async throws {
        let time = TestTime()
        let (urls, told) = AsyncStream.makeStream(of: String.self)
        let console = try Console(
            setting, source: source.source, logger: Logger(label: "test"), onListening: { told.yield($0) },
            uptime: { time.now })
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [.init(service: console)], logger: Logger(label: "test"))
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = urls.makeAsyncIterator()
            guard let url = await iterator.next(), let port = UInt16(url.dropLast().split(separator: ":").last ?? "")
            else { throw NeverHappened(description: "it does not listen") }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(TestConsole(port: port, source: source, ahead: time)))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }

    /// The answer to a request, after which the connection ends.
    func ask(
        _ line: String, _ fields: [String] = [], body: String? = nil, host: String = "localhost"
    ) async throws -> TestAnswer {
        var lines = [line + " HTTP/1.1", "Host: \(host)", "Connection: close"] + fields
        if let body {
            lines += ["Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)"]
        }
        return try await send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
    }

    /// What comes back to bytes.
    func send(_ text: String) async throws -> TestAnswer {
        try await aside {
            let connection = try LoopbackClient(port)
            connection.send(text)
            return TestAnswer(connection.rest())
        }
    }

    /// Somebody who is in: the cookie, and what their forms carry.
    func logIn(_ user: String, _ password: String) async throws -> (cookie: String, code: String) {
        let page = try await ask("GET /login")
        guard let visit = page.cookie, let code = page.code else { throw NeverHappened(description: page.text) }
        let answer = try await ask(
            "POST /login", ["Cookie: \(visit)"], body: "user=\(user)&password=\(password)&code=\(code)")
        guard answer.status == 303, let cookie = answer.cookie, cookie != visit else {
            throw NeverHappened(description: answer.text)
        }
        let front = try await ask("GET /", ["Cookie: \(cookie)"])
        guard let own = front.code else { throw NeverHappened(description: front.text) }
        return (cookie, own)
    }
}

/// An answer, taken apart.
struct TestAnswer: Sendable {
    let status: Int
    let head: String
    let body: [UInt8]

    init(_ bytes: [UInt8]) {
        let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))
        head = String(decoding: bytes[..<(end?.lowerBound ?? bytes.count)], as: UTF8.self)
        body = end.map { Array(bytes[$0.upperBound...]) } ?? []
        status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    func field(_ name: String) -> String? {
        head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }

    var cookie: String? { field("Set-Cookie")?.split(separator: ";").first.map(String.init) }

    /// What the first form carries.
    var code: String? {
        text.firstRange(of: "name=\"code\" value=\"").map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
    }
}
