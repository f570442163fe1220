// Events, as browsers get them.

import Synchronization
import TestSupport
import Testing

@testable import Console

@Suite(.timeLimit(.minutes(5))) struct EventStreamsTests {
    private static let ask = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test func whoListensHearsOfAChange() async throws {
        try await TestConsole.run { console async throws in
            try await aside {
                let connection = try LoopbackClient(console.port)
                connection.send(Self.ask)
                #expect(connection.receive(until: "retry: 3000"))
                console.source.ring()
                #expect(connection.receive(until: "event: change\ndata: {}\n\n"))
            }
        }
    }

    /// The console ends although they listen: `run` waits for that.
    @Test func tooManyAreTurnedAwayAndAllEndWithTheConsole() async throws {
        let kept = Mutex<[LoopbackClient]>([])
        try await TestConsole.run { console async throws in
            let open = try await aside {
                try (0..<Limits.eventStreams).map { _ in
                    let connection = try LoopbackClient(console.port)
                    connection.send(Self.ask)
                    #expect(connection.receive(until: "retry: 3000"))
                    return connection
                }
            }
            #expect(try await console.ask("GET /api/v1/events").status == 503)
            #expect(try await console.ask("GET /health").status == 200)
            kept.withLock { $0 = open }
        }
        for connection in kept.withLock({ $0 }) {
            let rest = try await aside { String(decoding: connection.rest(), as: UTF8.self) }
            #expect(rest.hasSuffix("0\r\n\r\n"), "\(rest)")
        }
    }

    @Test func oneThatIsLeftMakesRoom() async throws {
        let streams = EventStreams()
        let (changes, ring) = AsyncStream.makeStream(of: Void.self)
        do {
            let stream = try #require(streams.open(changes))
            var iterator = stream.makeAsyncIterator()
            #expect(await iterator.next() == "retry: 3000\n\n")
            ring.yield()
            #expect(await iterator.next() == "event: change\ndata: {}\n\n")
            #expect(streams.count == 1)
        }
        #expect(streams.count == 0)
        streams.end()
        #expect(streams.open(changes) == nil)
    }
}
