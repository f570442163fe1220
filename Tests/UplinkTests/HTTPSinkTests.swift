import Journal
import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct HTTPSinkTests {
    private let folder = TemporaryFolder()

    private func sink(
        _ server: HTTPTestServer, _ change: (inout HTTPOptions) -> Void = { _ in },
        limits: UplinkLimits = UplinkLimits()
    ) throws -> HTTPSink {
        var options = HTTPOptions(endpoint: try HTTPEndpoint(server.url + "/in"))
        change(&options)
        return HTTPSink(options: options, limits: limits)
    }

    private func line(_ seq: Int) -> String {
        "{\"device\":\"gw\",\"journal\":\"\(testIdentity.journal)\",\"seq\":\(seq),\"n\":\(seq)}\n"
    }

    /// What a delivery of entries 1 to 3 ends with when every request gets this answer.
    private func failure(_ answer: String) async throws -> (UplinkError?, HTTPTestServer) {
        let server = try HTTPTestServer { _ in answer }
        let sink = try sink(server)
        do throws(UplinkError) {
            _ = try await sink.deliver(samples(1...3), identity: testIdentity)
            return (nil, server)
        } catch {
            return (error, server)
        }
    }

    @Test("a batch is one request: the lines of a file, named by what is in it")
    func request() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(202) }
        folder.write(Array("sesame\nsecond line".utf8), to: "token")
        let sink = try sink(server) { $0.credentials = .bearer(file: folder.file("token")) }
        #expect(try await sink.deliver(samples(3...5), identity: testIdentity) == 5)
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1)
        #expect(request.line == "POST /in HTTP/1.1")
        #expect(request.text == line(3) + line(4) + line(5))
        #expect(request.headers["content-type"] == "application/x-ndjson")
        #expect(request.headers["authorization"] == "Bearer sesame")
        #expect(request.headers["idempotency-key"] == "gw-\(testIdentity.journal)-3-5")
        #expect(request.headers["expect"] == nil && request.headers["content-encoding"] == nil)
    }

    @Test("the same batch has the same key again, whatever the device is called; connections are kept")
    func key() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(200, "{}", type: "application/json") }
        let sink = try sink(server)
        let identity = JournalIdentity(device: "caf\u{E9} 1\r\n", journal: "ab")
        for _ in 0..<2 { _ = try await sink.deliver(samples(1...2), identity: identity) }
        #expect(
            server.requests.map { $0.headers["idempotency-key"] } == [
                "caf%C3%A9%201%0D%0A-ab-1-2", "caf%C3%A9%201%0D%0A-ab-1-2",
            ])
        #expect(server.requests.map(\.connection) == [1, 1])
    }

    @Test("larger bodies are compressed, unless that is turned off")
    func compressed() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(204) }
        let batch = samples(1...20)
        let plain = (1...20).map(line).joined()
        _ = try await sink(server).deliver(batch, identity: testIdentity)
        _ = try await sink(server) { $0.compresses = false }.deliver(batch, identity: testIdentity)
        let requests = server.requests
        #expect(requests[0].headers["content-encoding"] == "gzip")
        #expect(requests[0].body.count < plain.utf8.count / 4)
        #expect(unzipped(requests[0].body) == Array(plain.utf8))
        #expect(requests[1].headers["content-encoding"] == nil && requests[1].text == plain)
    }

    @Test(
        "an entry that the server does not take is found; those before and behind it get through",
        arguments: [400, 413, 422])
    func culprit(status: Int) async throws {
        let server = try HTTPTestServer { request in
            request.entries.contains(3)
                ? HTTPTestServer.answer(status, "{\"error\":\"no 3\"}", type: "application/json")
                : HTTPTestServer.answer(200)
        }
        let sink = try sink(server)
        #expect(try await sink.deliver(samples(1...5), identity: testIdentity) == 2)
        let refusal = UplinkError.refused(
            endpoint: server.url + "/in", seq: 3, topic: "", reason: "\(status) \"{\"error\":\"no 3\"}\"")
        await #expect(throws: refusal) { try await sink.deliver(samples(3...5), identity: testIdentity) }
        #expect(try await sink.deliver(samples(4...5), identity: testIdentity) == 5)
        #expect(server.requests.map(\.entries) == [[1, 2, 3, 4, 5], [1], [2], [3], [3, 4, 5], [3], [4, 5]])
    }

    @Test("a batch that is too large as a whole gets through in pieces")
    func tooLarge() async throws {
        let server = try HTTPTestServer { HTTPTestServer.answer($0.entries.count > 1 ? 413 : 204) }
        #expect(try await sink(server).deliver(samples(1...4), identity: testIdentity) == 4)
    }

    @Test("what got through before the server failed is settled")
    func partly() async throws {
        let server = try HTTPTestServer { request in
            HTTPTestServer.answer(request.entries.count > 1 ? 400 : request.entries == [3] ? 503 : 200)
        }
        let sink = try sink(server)
        #expect(try await sink.deliver(samples(1...5), identity: testIdentity) == 2)
        await #expect(throws: UplinkError.busy(endpoint: server.url + "/in", answer: "503", retryAfter: nil)) {
            try await sink.deliver(samples(3...5), identity: testIdentity)
        }
    }

    @Test(
        "what concerns address or access blames no entry",
        arguments: [301, 302, 307, 401, 403, 404, 405, 410, 415, 511])
    func access(status: Int) async throws {
        let (error, server) = try await failure(HTTPTestServer.answer(status, "go away", type: "text/plain"))
        guard case .notAccepted(let endpoint, let answer, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(endpoint == server.url + "/in" && answer == "\(status) \"go away\"")
        #expect(server.requests.count == 1)
    }

    @Test("what passes by itself says so, with the time the server asks for")
    func busy() async throws {
        let (error, server) = try await failure(HTTPTestServer.answer(429, headers: ["Retry-After: 7"]))
        #expect(error == .busy(endpoint: server.url + "/in", answer: "429", retryAfter: .seconds(7)))
        #expect(error?.retryAfter == .seconds(7))
        for status in [408, 425, 500, 502, 503, 504] {
            let (error, server) = try await failure(HTTPTestServer.answer(status))
            #expect(error == .busy(endpoint: server.url + "/in", answer: "\(status)", retryAfter: nil))
            #expect(server.requests.count == 1)
        }
    }

    @Test("a web page never settles anything, and never blames an entry", arguments: [200, 203, 400, 413])
    func captive(status: Int) async throws {
        let page = "<html>\n<title>Welcome to\u{7} HotelNet</title>"
        let (error, _) = try await failure(HTTPTestServer.answer(status, page, type: "Text/HTML; charset=utf-8"))
        guard case .notAccepted(_, let answer, let advice) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(answer == "\(status) \"<html> <title>Welcome to HotelNet</title>\"")
        #expect(advice.contains("a web page answers"))
    }

    @Test(
        "a page that does not call itself one is one too",
        arguments: [
            "<html><body>pay</body></html>", "\r\n <!DOCTYPE html>\n<p>", "\u{FEFF}<HTML lang=en>", "<head><meta",
            "<script>location='/login'</script>",
        ], [nil, "text/plain", "application/octet-stream"])
    func unnamedPage(page: String, type: String?) async throws {
        let (error, _) = try await failure(HTTPTestServer.answer(200, page, type: type))
        guard case .notAccepted(_, _, let advice) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(advice.contains("a web page answers"))
    }

    @Test("what is no page settles, whatever it says", arguments: ["<ok/>", "<?xml version=\"1.0\"?><a/>", "html", ""])
    func noPage(text: String) async throws {
        let (error, _) = try await failure(HTTPTestServer.answer(200, text))
        #expect(error == nil)
    }

    @Test("redirects are not followed, and told with where they lead")
    func redirect() async throws {
        let other = try HTTPTestServer { _ in HTTPTestServer.answer(200) }
        let (error, _) = try await failure(HTTPTestServer.answer(307, headers: ["Location: \(other.url)/there"]))
        #expect(error?.description.contains("307 to \(other.url)/there: redirects are not followed") == true)
        #expect(other.requests.isEmpty)
    }

    @Test("a server that breaks off, or speaks something else, has acknowledged nothing")
    func broken() async throws {
        for answer in ["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200"] {
            let taken = Mutex(0)
            let server = try LoopbackServer { connection in
                taken.withLock { $0 += 1 }
                connection.receive(until: "\n{\"device\"")
                connection.send(Array(answer.utf8))
            }
            let sink = HTTPSink(options: HTTPOptions(endpoint: try HTTPEndpoint("http://127.0.0.1:\(server.port)")))
            let error = await #expect(throws: UplinkError.self) {
                try await sink.deliver(samples(1...3), identity: testIdentity)
            }
            guard case .lost = error else {
                Issue.record("\(answer): \(String(describing: error))")
                continue
            }
            #expect(taken.withLock { $0 } >= 1)
        }
    }

    @Test("an answer without end is not waited for")
    func endless() async throws {
        let server = try LoopbackServer { connection in
            connection.receive(until: "\"seq\":3")
            connection.send(Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
            for _ in 0..<10_000 { connection.send([UInt8](repeating: 0x61, count: 1_024)) }
        }
        let sink = HTTPSink(options: HTTPOptions(endpoint: try HTTPEndpoint("http://127.0.0.1:\(server.port)")))
        #expect(try await sink.deliver(samples(1...3), identity: testIdentity) == 3)
    }

    @Test("nobody there is told as such")
    func unreachable() async throws {
        let port = try freePort()
        let sink = HTTPSink(options: HTTPOptions(endpoint: try HTTPEndpoint("http://127.0.0.1:\(port)")))
        let error = await #expect(throws: UplinkError.self) {
            try await sink.deliver(samples(1...3), identity: testIdentity)
        }
        guard case .unreachable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("silence is not waited for longer than the limit")
    func silent() async throws {
        let server = try LoopbackServer { connection in while !connection.receive().isEmpty {} }
        var limits = UplinkLimits()
        limits.exchangeTimeout = .milliseconds(200)
        let sink = HTTPSink(
            options: HTTPOptions(endpoint: try HTTPEndpoint("http://127.0.0.1:\(server.port)")), limits: limits)
        let error = await #expect(throws: UplinkError.self) {
            try await sink.deliver(samples(1...3), identity: testIdentity)
        }
        #expect(error?.description.contains("timed out") == true, "\(String(describing: error))")
    }

    @Test("closing the sink, or cancelling, ends a request under way", arguments: [true, false])
    func ended(closes: Bool) async throws {
        let (asked, asking) = AsyncStream.makeStream(of: Void.self)
        let server = try LoopbackServer { connection in
            asking.yield()
            while !connection.receive().isEmpty {}
        }
        var limits = UplinkLimits()
        limits.exchangeTimeout = .seconds(3_600)
        let sink = HTTPSink(
            options: HTTPOptions(endpoint: try HTTPEndpoint("http://127.0.0.1:\(server.port)")), limits: limits)
        let work = Task { try await sink.deliver(samples(1...3), identity: testIdentity) }
        for await _ in asked { break }
        if closes { await sink.close() } else { work.cancel() }
        await #expect(throws: UplinkError.closed(sink: "https")) { try await work.value }
    }

    @Test("a closed sink says so, and asks nobody")
    func closed() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(200) }
        let sink = try sink(server)
        await sink.close()
        await #expect(throws: UplinkError.closed(sink: "https")) {
            try await sink.deliver(samples(1...1), identity: testIdentity)
        }
        #expect(server.requests.isEmpty)
    }

    @Test("a renewed secret counts from the next request; without one nothing is sent")
    func secrets() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(200) }
        let sink = try sink(server) { $0.credentials = .login(user: "me", passwordFile: folder.file("secret")) }
        await #expect(throws: UplinkError.self) { try await sink.deliver(samples(1...1), identity: testIdentity) }
        #expect(server.requests.isEmpty)
        for password in ["one", "two"] {
            folder.write(Array(password.utf8), to: "secret")
            _ = try await sink.deliver(samples(1...1), identity: testIdentity)
        }
        // me:one and me:two in base 64.
        #expect(server.requests.map { $0.headers["authorization"] } == ["Basic bWU6b25l", "Basic bWU6dHdv"])
    }

    @Test("a payload that is no object holds back itself, not those before it")
    func badPayload() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(200) }
        var bad = sample(2)
        bad.payload = [0x37]
        let batch = samples(1...1) + [Entry(seq: 2, content: bad)] + samples(3...3)
        let sink = try sink(server)
        #expect(try await sink.deliver(batch, identity: testIdentity) == 1)
        await #expect(throws: UplinkError.badPayload(seq: 2)) {
            try await sink.deliver(Array(batch.dropFirst()), identity: testIdentity)
        }
        #expect(server.requests.map(\.entries) == [[1]])
    }

    @Test("a look at the server sends no entry; one that only misses entries has let us in")
    func check() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(400, "no lines", type: "text/plain") }
        #expect(try await sink(server).check() == "400 \"no lines\"")
        #expect(server.requests.map(\.body) == [[]])
        let closed = try HTTPTestServer { _ in HTTPTestServer.answer(401) }
        await #expect(throws: UplinkError.self) { try await sink(closed).check() }
    }

    @Test("a courier brings a journal to the server, past failures")
    func courier() async throws {
        let taken = Mutex(0)
        let server = try HTTPTestServer { _ in
            let count = taken.withLock { count in
                count += 1
                return count
            }
            return count % 3 == 0 ? HTTPTestServer.answer(200) : count % 3 == 1 ? HTTPTestServer.answer(503) : nil
        }
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["https"])
        for number in 1...50 { try await journal.append(sample(number)) }
        let courier = Courier(
            journal: journal, sink: try sink(server) { $0.compresses = false }, limits: quickLimits(),
            onStateChange: { _ in }, onSetPast: { _ in })
        let run = Task { try await courier.run() }
        try await eventually("settled") { try await journal.pendingCount(for: "https") == 0 }
        run.cancel()
        try await run.value
        #expect(Set(server.requests.flatMap(\.entries)) == Set(1...50))
    }
}
