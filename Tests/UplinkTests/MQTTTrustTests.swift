// Real brokers over TLS, most of which must not be trusted, and the words that say why.

import Journal
import TestSupport
import Testing

@testable import Uplink

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite(.timeLimit(.minutes(3))) struct MQTTTrustTests {
    private static let made = Result { try TestCertificates() }
    private let certificates: TestCertificates
    private let folder = TemporaryFolder()

    init() throws {
        certificates = try Self.made.get()
    }

    private func broker(_ pair: TestCertificates.Pair, _ more: [String] = []) async throws -> TestBroker {
        try await TestBroker(
            ["allow_anonymous true", "certfile \(pair.certificate)", "keyfile \(pair.key)"] + more)
    }

    private func sink(
        _ port: UInt16, host: String = "localhost", version: MQTTOptions.Version = .v5,
        showing own: ClientCertificate? = nil, authorities: String?
    ) throws -> MQTTSink {
        let options = MQTTOptions(
            host: host, port: port, clientID: "gw",
            tls: MQTTOptions.TLS(authorities: authorities, certificate: own), version: version,
            topic: try TopicTemplate("meterclip/{device}/{meter}"))
        return MQTTSink(options: options, limits: quickLimits())
    }

    private func sink(_ port: UInt16, showing own: TestCertificates.Pair? = nil) throws -> MQTTSink {
        try sink(
            port, showing: own.map { .init(file: $0.certificate, key: $0.key) },
            authorities: certificates.authority.certificate)
    }

    /// What a courier tells that cannot deliver the journal's one entry.
    private func refusal(_ sink: MQTTSink) async throws -> String {
        let folder = TemporaryFolder()
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["mqtt"])
        try await journal.append(sample(1))
        let states = States()
        let courier = Courier(
            journal: journal, sink: sink, limits: quickLimits(), onStateChange: states.report,
            onSetPast: states.reportSetPast)
        let run = Task { try await courier.run() }
        try await eventually("told") { !states.all.isEmpty }
        run.cancel()
        try await run.value
        #expect(try await journal.pendingCount(for: "mqtt") == 1)
        guard case .waiting(let reason) = states.all[0] else { return "connected" }
        return reason
    }

    @Test(
        "a broker with a good name, date and chain is trusted and gets everything",
        arguments: ["localhost", "127.0.0.1"], [MQTTOptions.Version.v5, .v311])
    func good(host: String, version: MQTTOptions.Version) async throws {
        let broker = try await broker(certificates.good)
        let sink = try sink(
            broker.port, host: host, version: version, authorities: certificates.authority.certificate)
        // More than a window, so that answers come in company.
        #expect(try await sink.deliver(samples(1...200), identity: testIdentity) == 200)
        await sink.close()
    }

    @Test(
        "expired, wrongly named, self-signed and foreign certificates are refused in words, and the entry waits",
        arguments: [
            ("expired", "certificate has expired"), ("wrong name", "not for the name localhost"),
            ("self-signed", "self-signed certificate"), ("foreign", "its certificate: "),
        ])
    func untrusted(flaw: String, reason: String) async throws {
        let pair =
            switch flaw {
            case "expired": certificates.expired
            case "wrong name": certificates.wrongName
            case "self-signed": certificates.selfSigned
            default: certificates.foreign
            }
        let broker = try await broker(pair)
        let told = try await refusal(try sink(broker.port))
        #expect(told.hasPrefix("mqtts://localhost:\(broker.port): not trusted, nothing was sent: "), "\(told)")
        #expect(told.contains(reason), "\(told)")
    }

    @Test(
        "a server that only speaks TLS 1.0 or 1.1 is refused, and the entry waits",
        arguments: [("-tls1", "TLSv1"), ("-tls1_1", "TLSv1.1")])
    func old(version: String, name: String) async throws {
        let port = try freePort()
        let pair = certificates.good
        let server = try await TestProcess(
            [TestCertificates.program, "s_server", "-accept", "\(port)", "-cert", pair.certificate, "-key", pair.key]
                + [version, "-cipher", "ALL:@SECLEVEL=0", "-quiet"], answeringOn: port)
        let told = try await refusal(try sink(port))
        #expect(told.contains("not trusted, nothing was sent") && told.contains("no TLS from 1.2 on"), "\(told)")
        // The server can do what is refused: somebody who asks for that version gets it.
        let output = folder.file("old")
        let client = try spawn(
            [
                TestCertificates.program, "s_client", "-connect", "127.0.0.1:\(port)", version, "-cipher",
                "ALL:@SECLEVEL=0",
            ],
            output: output)
        try await eventually("\(name) is spoken") {
            String(decoding: readFile(output) ?? [], as: UTF8.self).contains("Protocol  : \(name)\n")
        }
        kill(client, SIGKILL)
        var status: Int32 = 0
        waitpid(client, &status, 0)
        withExtendedLifetime(server) {}
    }

    @Test("a broker that does not speak TLS is refused, and the entry waits")
    func plain() async throws {
        let broker = try await TestBroker()
        let told = try await refusal(try sink(broker.port))
        #expect(told.contains("closed the connection during the TLS handshake"), "\(told)")
        let server = try LoopbackServer { connection in
            _ = connection.receive()
            connection.send(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        }
        let other = try await refusal(try sink(server.port))
        #expect(other.contains("does not speak TLS on this port"), "\(other)")
    }

    @Test("a broker that only speaks TLS is told as such to who does not")
    func encryptedOnly() async throws {
        let broker = try await broker(certificates.good)
        let options = MQTTOptions(
            host: "127.0.0.1", port: broker.port, clientID: "plain", topic: try TopicTemplate("{device}/{kind}"))
        let told = try await refusal(MQTTSink(options: options, limits: quickLimits()))
        #expect(
            told.contains("cannot be reached: it closed the connection without an answer; does it want TLS"), "\(told)")
    }

    @Test("a broker that no authority of the system vouches for is refused where none is named")
    func system() async throws {
        let broker = try await broker(certificates.good)
        let told = try await refusal(try sink(broker.port, authorities: nil))
        #expect(told.contains("not trusted, nothing was sent"), "\(told)")
    }

    private var clientsOnly: [String] {
        ["cafile \(certificates.authority.certificate)", "require_certificate true"]
    }

    @Test("a broker that asks for a certificate lets us in with ours")
    func mutual() async throws {
        let broker = try await broker(certificates.good, clientsOnly)
        #expect(
            try await sink(broker.port, showing: certificates.client).deliver(samples(1...3), identity: testIdentity)
                == 3)
    }

    @Test(
        "without a certificate, or with one of another authority, such a broker takes nothing",
        arguments: [true, false])
    func stranger(isForeign: Bool) async throws {
        let broker = try await broker(certificates.good, clientsOnly)
        let told = try await refusal(try sink(broker.port, showing: isForeign ? certificates.foreignClient : nil))
        // Which of both is a race that the broker may win by closing before its reason is read.
        let reasons = [
            isForeign ? "unknown ca" : "certificate required", "closed the connection after the TLS handshake",
        ]
        #expect(reasons.contains { told.contains($0) }, "\(told)")
        #expect(told.contains("connection rejected"), "\(told)")
    }

    @Test("files that cannot serve are told by name and fault before anything is sent")
    func files() async throws {
        let broker = try await broker(certificates.good)
        let own = certificates.client
        folder.write("empty.pem", "")
        folder.write("cut.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n")
        folder.write("sealed.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n")
        folder.write("rubbish.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
        let cases: [(authorities: String, certificate: String, key: String, words: [String])] = [
            (folder.file("none.pem"), own.certificate, own.key, ["none.pem", "No such file"]),
            (folder.file("empty.pem"), own.certificate, own.key, ["empty.pem", "no certificate in PEM form"]),
            (certificates.authority.certificate, folder.file("cut.pem"), own.key, ["cut.pem", "cut off"]),
            (certificates.authority.certificate, own.certificate, folder.file("none"), ["none", "No such file"]),
            (certificates.authority.certificate, own.certificate, own.certificate, ["no private key in PEM form"]),
            (
                certificates.authority.certificate, own.certificate, folder.file("sealed.key"),
                ["sealed.key", "passphrase"]
            ),
            (folder.file("rubbish.pem"), own.certificate, own.key, ["rubbish.pem", "load the trusted authorities"]),
            (certificates.authority.certificate, folder.file("rubbish.pem"), own.key, ["rubbish.pem"]),
            (certificates.authority.certificate, own.certificate, certificates.good.key, [own.certificate, "key"]),
        ]
        for (authorities, certificate, key, words) in cases {
            let told = try await refusal(
                try sink(broker.port, showing: .init(file: certificate, key: key), authorities: authorities))
            #expect(words.allSatisfy { told.contains($0) }, "\(words): \(told)")
        }
    }
}
