// Real TLS servers, most of which must not be trusted.

import Journal
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct HTTPTrustTests {
    private static let made = Result { try TestCertificates() }
    private let certificates: TestCertificates
    private let folder = TemporaryFolder()

    init() throws {
        certificates = try Self.made.get()
    }

    /// A server with a certificate, and the port it answers on.
    private func server(_ pair: TestCertificates.Pair, _ more: [String] = []) async throws -> (TestProcess, UInt16) {
        let port = try freePort()
        let place = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let script = "/" + place + "/Servers/https-server.py"
        let words = ["/usr/bin/python3", script, "\(port)", pair.certificate, pair.key, folder.file("log")]
        return (try await TestProcess(words + more, answeringOn: port), port)
    }

    private func sink(_ port: UInt16, host: String = "localhost", showing pair: TestCertificates.Pair? = nil) throws
        -> HTTPSink
    {
        HTTPSink(
            options: HTTPOptions(
                endpoint: try HTTPEndpoint("https://\(host):\(port)/in"),
                certificate: pair.map { ClientCertificate(file: $0.certificate, key: $0.key) },
                authorities: certificates.authority.certificate))
    }

    private var log: String { String(decoding: readFile(folder.file("log")) ?? [], as: UTF8.self) }

    /// What a courier tells that cannot deliver the journal's one entry.
    private func refusal(_ sink: HTTPSink) async throws -> String {
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["https"])
        try await journal.append(sample(1))
        let states = States()
        let courier = Courier(
            journal: journal, sink: sink, limits: quickLimits(), onStateChange: states.report,
            onSetPast: states.reportSetPast)
        let run = Task { try await courier.run() }
        try await eventually("told") { !states.all.isEmpty }
        run.cancel()
        try await run.value
        #expect(try await journal.pendingCount(for: "https") == 1)
        #expect(log.isEmpty, "the server got something")
        guard case .waiting(let reason) = states.all[0] else { return "connected" }
        return reason
    }

    @Test("a server with a good name, date and chain is trusted", arguments: ["localhost", "127.0.0.1"])
    func good(host: String) async throws {
        let (process, port) = try await server(certificates.good)
        #expect(try await sink(port, host: host).deliver(samples(1...3), identity: testIdentity) == 3)
        #expect(log.contains("\"path\": \"/in\""))
        withExtendedLifetime(process) {}
    }

    @Test(
        "expired, wrongly named, self-signed and foreign certificates are refused, and the entry waits",
        arguments: [
            ("expired", "certificate has expired"), ("wrong name", "no alternative certificate subject name"),
            ("self-signed", "self-signed certificate"), ("foreign", "certificate"),
        ])
    func untrusted(flaw: String, reason: String) async throws {
        let pair =
            switch flaw {
            case "expired": certificates.expired
            case "wrong name": certificates.wrongName
            case "self-signed": certificates.selfSigned
            default: certificates.foreign
            }
        let (process, port) = try await server(pair)
        let told = try await refusal(sink(port))
        #expect(told.contains("not trusted, nothing was sent") && told.contains(reason), "\(told)")
        withExtendedLifetime(process) {}
    }

    @Test("a server that only speaks TLS 1.0 is refused, and the entry waits")
    func old() async throws {
        let (process, port) = try await server(certificates.good, ["--old"])
        let told = try await refusal(sink(port))
        #expect(told.contains("not trusted, nothing was sent"), "\(told)")
        withExtendedLifetime(process) {}
    }

    @Test("a server that does not speak TLS at all is refused, and the entry waits")
    func plain() async throws {
        let server = try LoopbackServer { connection in
            _ = connection.receive()
            connection.send(Array(HTTPTestServer.answer(200).utf8))
        }
        let told = try await refusal(sink(server.port))
        #expect(told.contains("not trusted, nothing was sent: it does not speak TLS on this port"), "\(told)")
    }

    @Test("a server that no authority of the system vouches for is refused where none is named")
    func system() async throws {
        let (process, port) = try await server(certificates.good)
        let sink = HTTPSink(options: HTTPOptions(endpoint: try HTTPEndpoint("https://localhost:\(port)")))
        let told = try await refusal(sink)
        #expect(told.contains("not trusted, nothing was sent"), "\(told)")
        withExtendedLifetime(process) {}
    }

    @Test("a server that asks for a certificate gets ours, and knows us by it")
    func mutual() async throws {
        let (process, port) = try await server(certificates.good, ["--clients", certificates.authority.certificate])
        let sink = try sink(port, showing: certificates.client)
        #expect(try await sink.deliver(samples(1...3), identity: testIdentity) == 3)
        #expect(log.contains("\"client\": [\"gateway-7\"]"))
        withExtendedLifetime(process) {}
    }

    @Test(
        "without a certificate, or with one of another authority, such a server takes nothing",
        arguments: [true, false])
    func stranger(isForeign: Bool) async throws {
        let (process, port) = try await server(certificates.good, ["--clients", certificates.authority.certificate])
        let told = try await refusal(sink(port, showing: isForeign ? certificates.foreignClient : nil))
        // Sometimes the server is gone before its reason is read.
        #expect(told.contains("connection lost"), "\(told)")
        withExtendedLifetime(process) {}
    }

    @Test("a key that does not belong to the certificate, or no certificate, is told with the file")
    func wrongKey() async throws {
        let (process, port) = try await server(certificates.good)
        let mixed = TestCertificates.Pair(certificate: certificates.client.certificate, key: certificates.good.key)
        #expect(try await refusal(sink(port, showing: mixed)).contains(mixed.certificate))
        withExtendedLifetime(process) {}
    }
}
