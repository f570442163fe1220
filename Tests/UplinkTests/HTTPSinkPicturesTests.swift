// Pictures that go along with entries, and never in the way of one.

import Journal
import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct HTTPSinkPicturesTests {
    private final class Told: Sendable {
        let errors = Mutex<[UplinkError]>([])
    }

    private let told = Told()

    /// A sink whose entries have pictures of so many bytes.
    private func sink(
        _ server: HTTPTestServer, requestBytes: Int = UplinkLimits().requestBytes,
        _ bytes: @escaping @Sendable (Int64) -> Int?
    ) throws -> HTTPSink {
        var limits = UplinkLimits()
        limits.requestBytes = requestBytes
        var options = HTTPOptions(endpoint: try HTTPEndpoint(server.url + "/in"))
        options.compresses = false
        let told = told
        return HTTPSink(
            options: options, limits: limits,
            pictures: HTTPSink.Pictures(
                onUnwelcome: { error in told.errors.withLock { $0.append(error) } },
                picture: { entry in bytes(entry.seq).map { [UInt8](repeating: 0, count: $0) } }))
    }

    /// The numbers of the entries of a request that have a picture.
    private func pictured(_ request: HTTPTestServer.Request) -> [Int] {
        request.text.split(separator: "\n").enumerated().filter { $0.element.contains("\"picture\":\"") }
            .map { request.entries[$0.offset] }
    }

    @Test("an entry with a picture brings it, one without goes as it is; the request is named as ever")
    func brought() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(200) }
        let sink = try sink(server) { $0 == 2 ? 3 : nil }
        #expect(try await sink.deliver(samples(1...3), identity: testIdentity) == 3)
        let lines = server.requests.map(\.text).joined().split(separator: "\n").map { String($0) }
        let opening = "{\"device\":\"gw\",\"journal\":\"\(testIdentity.journal)\",\"seq\":"
        #expect(
            lines == [
                opening + "1,\"n\":1}", opening + "2,\"n\":2,\"picture\":\"AAAA\"}", opening + "3,\"n\":3}",
            ])
        #expect(server.requests.map { $0.headers["idempotency-key"] } == ["gw-\(testIdentity.journal)-1-3"])
    }

    @Test("a batch is cut before it is too large, and all of it arrives")
    func cut() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(200) }
        let sink = try sink(server, requestBytes: 5_000) { _ in 1_200 }
        var next = 1
        while next <= 20 {
            next = Int(try await sink.deliver(samples(next...20), identity: testIdentity)) + 1
        }
        #expect(server.requests.allSatisfy { $0.body.count <= 5_000 })
        #expect(server.requests.count == 10, "two pictures of 1,600 letters each, and no third")
        #expect(server.requests.flatMap(\.entries) == Array(1...20))
        #expect(server.requests.flatMap(pictured) == Array(1...20))
    }

    @Test("a picture that is too large for a request is left out, alone")
    func tooLarge() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(200) }
        let sink = try sink(server, requestBytes: 5_000) { $0 == 2 ? 4_000 : 30 }
        #expect(try await sink.deliver(samples(1...3), identity: testIdentity) == 3)
        #expect(server.requests.map(pictured) == [[1, 3]])
        #expect(told.errors.withLock { $0.isEmpty })
    }

    @Test(
        "a server that does not take pictures gets every entry without, and no more of them; that is told once",
        arguments: [400, 413, 422])
    func unwelcome(status: Int) async throws {
        let server = try HTTPTestServer { request in
            request.text.contains("picture")
                ? HTTPTestServer.answer(status, "<html>too much</html>", type: "text/html") : HTTPTestServer.answer(200)
        }
        let sink = try sink(server) { $0 == 1 ? nil : 300 }
        #expect(try await sink.deliver(samples(1...3), identity: testIdentity) == 3)
        #expect(server.requests.map(\.entries) == [[1, 2, 3], [1], [2], [2], [3], [3]])
        #expect(try await sink.deliver(samples(4...6), identity: testIdentity) == 6)
        #expect(server.requests.last.map { $0.entries } == [4, 5, 6] && server.requests.count == 7)
        let errors = told.errors.withLock { $0 }
        #expect(errors.count == 1)
        #expect(errors.first?.description.contains("entry 2 only without its picture") == true, "\(errors)")
    }

    @Test("an entry that the server takes in no form is refused as without a picture")
    func refused() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(422, "no") }
        let sink = try sink(server) { _ in 300 }
        let refusal = UplinkError.refused(endpoint: server.url + "/in", seq: 1, topic: "", reason: "422 \"no\"")
        await #expect(throws: refusal) { try await sink.deliver(samples(1...2), identity: testIdentity) }
        #expect(told.errors.withLock { $0.isEmpty })
    }
}
