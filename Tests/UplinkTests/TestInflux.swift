// A real InfluxDB 1 on ports of its own, with a database and a user who has to show a password.

import TestSupport

@testable import Uplink

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

final class TestInflux: Sendable {
    static let program = "/usr/bin/influxd"
    static let database = "my db"

    let port: UInt16
    private let folder = TemporaryFolder()
    private let process: TestProcess

    var url: String { "http://127.0.0.1:\(port)" }
    var credentials: HTTPOptions.Credentials { .login(user: "admin", passwordFile: folder.file("password")) }

    init() async throws {
        guard access(Self.program, X_OK) == 0 else {
            throw NeverHappened(description: "\(Self.program) is missing; install it: apt-get install influxdb")
        }
        port = try freePort()
        folder.write("password", "pass word\n")
        let configuration = folder.write(
            "influxdb.conf",
            """
            reporting-disabled = true
            bind-address = "127.0.0.1:\(try freePort())"
            [meta]
            dir = "\(folder.path)/meta"
            [data]
            dir = "\(folder.path)/data"
            wal-dir = "\(folder.path)/wal"
            [monitor]
            store-enabled = false
            [continuous_queries]
            enabled = false
            [http]
            bind-address = "127.0.0.1:\(port)"
            auth-enabled = true
            log-enabled = false
            """)
        process = try await TestProcess([Self.program, "run", "-config", configuration], answeringOn: port)
        _ = try await ask(
            "CREATE USER admin WITH PASSWORD 'pass word' WITH ALL PRIVILEGES", as: HTTPOptions.Credentials.none)
        _ = try await ask("CREATE DATABASE \"\(Self.database)\"")
    }

    /// The answer to a query, as lines of comma-separated values without their head.
    func ask(_ query: String, as who: HTTPOptions.Credentials? = nil) async throws -> [String] {
        let options = HTTPOptions(endpoint: try HTTPEndpoint(url), credentials: who ?? credentials)
        let client = HTTPClient(name: "query", options: options, limits: UplinkLimits())
        let place = try options.endpoint.appending(path: "/query", query: [("db", Self.database), ("q", query)])
        let answer = try await client.send(HTTPRequest(url: place, headers: ["Accept: application/csv"], body: []))
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200, !text.contains("error") else { throw NeverHappened(description: text) }
        return text.split(separator: "\n").dropFirst().map(String.init)
    }
}
