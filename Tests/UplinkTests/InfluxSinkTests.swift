// A real InfluxDB 1, and the form of requests to one of version 2.

import Journal
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct InfluxSinkTests {
    private let folder = TemporaryFolder()

    private func sink(
        _ influx: TestInflux, as who: HTTPOptions.Credentials? = nil, database: String = TestInflux.database
    ) throws -> InfluxSink {
        let server = HTTPOptions(endpoint: try HTTPEndpoint(influx.url), credentials: who ?? influx.credentials)
        return InfluxSink(options: InfluxOptions(server: server, place: .database(database)))
    }

    @Test("what is written is there, and only once however often it is sent")
    func written() async throws {
        let influx = try await TestInflux()
        let sink = try sink(influx)
        #expect(try await sink.check() == "204")
        var batch = (1...20).map {
            reading(Int64($0), index: "0066\($0 % 10).90", at: 1_700_000_000_000 + Int64($0) * 60_000)
        }
        // At the same time as the one before, and yet another.
        batch.append(reading(21, index: "00662.91", at: 1_700_000_000_000 + 20 * 60_000))
        batch.append(reading(22, index: nil))
        for _ in 0..<3 { #expect(try await sink.deliver(batch, identity: testIdentity) == 22) }
        #expect(try await influx.ask("SELECT count(index) FROM reading") == ["reading,,0,21"])
        #expect(
            try await influx.ask(
                "SELECT index, index_text, quality, seq FROM reading WHERE meter = 'cellar' ORDER BY time LIMIT 1")
                == ["reading,,1700000060000000001,661.9,00661.90,4,1"])
        #expect(
            try await influx.ask("SELECT unit, register, device, reasons, journal FROM reading_withheld")
                == ["reading_withheld,,1700000000123000022,m³,main,gw,\"ambiguous,glare\",\(testIdentity.journal)"])
    }

    @Test("names come back from the server as they were")
    func names() async throws {
        let influx = try await TestInflux()
        let name = "a b,c=d\\e'\u{1F600}"
        _ = try await sink(influx).deliver(
            [reading(1, meter: name.replacing("\\", with: "\\\\"))], identity: testIdentity)
        #expect(
            try await influx.ask("SHOW TAG VALUES FROM reading WITH KEY = meter") == [
                "reading,,meter,\"a b,c=d\\e'\u{1F600}\""
            ])
    }

    @Test("a point that the server does not take is found, and those before it are settled")
    func culprit() async throws {
        let influx = try await TestInflux()
        let sink = try sink(influx)
        // No server keeps a series whose key is longer than 64 KiB.
        let batch = [reading(1), reading(2), reading(3, meter: String(repeating: "x", count: 70_000)), reading(4)]
        #expect(try await sink.deliver(batch, identity: testIdentity) == 2)
        let error = await #expect(throws: UplinkError.self) {
            try await sink.deliver(Array(batch.dropFirst(2)), identity: testIdentity)
        }
        guard case .refused(_, 3, _, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.hasPrefix("400 \"{\"error\":\"unable to parse 'reading,"), "\(reason)")
    }

    @Test("a wrong password and a missing database blame no entry")
    func access() async throws {
        let influx = try await TestInflux()
        let wrong = HTTPOptions.Credentials.login(user: "admin", passwordFile: folder.write("wrong", "wrong"))
        for (sink, words) in [
            (try sink(influx, as: wrong), "401 \"{\"error\":\"authorization failed\"}\": check token, user, password"),
            (try sink(influx, as: HTTPOptions.Credentials.none), "401"),
            (try sink(influx, database: "none"), "404 \"{\"error\":\"database not found: \\\"none\\\"\"}\""),
        ] {
            let error = await #expect(throws: UplinkError.self) {
                try await sink.deliver([reading(1)], identity: testIdentity)
            }
            guard case .notAccepted = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
            await #expect(throws: UplinkError.self) { try await sink.check() }
        }
    }

    @Test("version 2 gets a bucket, an organisation and a token")
    func version2() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(204) }
        let token = folder.write("token", "se-same==\n")
        let options = InfluxOptions(
            server: HTTPOptions(endpoint: try HTTPEndpoint(server.url + "/influx"), credentials: .token(file: token)),
            place: .bucket("a bucket", organisation: "org&1"), measurement: "index")
        #expect(try await InfluxSink(options: options).deliver([reading(1), reading(2)], identity: testIdentity) == 2)
        let request = try #require(server.requests.first)
        #expect(request.line == "POST /influx/api/v2/write?org=org%261&bucket=a%20bucket&precision=ns HTTP/1.1")
        #expect(request.headers["authorization"] == "Token se-same==")
        #expect(request.headers["content-type"] == "text/plain; charset=utf-8")
        let lines = try [reading(1), reading(2)].map {
            try InfluxLine.text(for: $0, identity: testIdentity, measurement: "index") + "\n"
        }
        #expect(request.text == lines.joined())
    }

    @Test("any answer but 204 settles nothing", arguments: [200, 201, 202, 206])
    func other(status: Int) async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(status, "{}", type: "application/json") }
        let options = InfluxOptions(server: HTTPOptions(endpoint: try HTTPEndpoint(server.url)), place: .database("d"))
        let error = await #expect(throws: UplinkError.self) {
            try await InfluxSink(options: options).deliver([reading(1)], identity: testIdentity)
        }
        guard case .notAccepted = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
