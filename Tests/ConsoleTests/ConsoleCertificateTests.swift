// The certificate that is made at setup: what openssl says of it, and whether a client that knows it alone trusts it.

import Glibc
import TestSupport
import Testing

@testable import Console

@Suite(.timeLimit(.minutes(3))) struct ConsoleCertificateTests {
    private let folder = TemporaryFolder()

    /// What openssl prints.
    private func openssl(_ words: [String]) async throws -> (status: Int32, text: String) {
        let output = folder.file("output")
        return try await aside {
            unlink(output)
            let id = try spawn([TestCertificates.program] + words, output: output)
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0 && errno == EINTR {}
            return (status, String(decoding: readFile(output) ?? [], as: UTF8.self))
        }
    }

    @Test func opensslFindsItInOrder() async throws {
        let made = try ConsoleCertificate(names: ["gateway-7", "10.0.0.7", "::1"], in: folder.path)
        let verified = try await openssl(
            ["verify", "-x509_strict", "-CAfile", made.certificate, "-purpose", "sslserver", made.certificate])
        #expect(verified.status == 0, "\(verified.text)")
        let text = try await openssl(["x509", "-in", made.certificate, "-noout", "-text"]).text
        for piece in [
            "DNS:gateway-7, IP Address:10.0.0.7, IP Address:0:0:0:0:0:0:0:1", "CA:FALSE",
            "TLS Web Server Authentication", "NIST CURVE: P-256", "Subject: CN = gateway-7",
        ] { #expect(text.contains(piece), "\(piece)") }
        let years = try await openssl(["x509", "-in", made.certificate, "-noout", "-checkend", "\(3_650 * 86_400)"])
        #expect(years.status == 0)
        let fingerprint = try await openssl(
            ["x509", "-in", made.certificate, "-noout", "-fingerprint", "-sha256"]).text
        #expect(fingerprint == "sha256 Fingerprint=\(made.fingerprint)\n")
        #expect(try await openssl(["pkey", "-in", made.key, "-check", "-noout"]).text.contains("Key is valid"))
        var facts = stat()
        #expect(stat(made.key, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    }

    @Test func nothingThatIsThereIsReplaced() throws {
        for name in ["console.pem", "console.key"] {
            let own = TemporaryFolder()
            own.write(name, "mine")
            let error = #expect(throws: ConsoleError.self) {
                try ConsoleCertificate(names: ["gateway"], in: own.path)
            }
            #expect(
                error?.description == "\(own.path)/\(name): is there already, and is not replaced; move it away first")
            #expect(readFile(own.file(name)) == Array("mine".utf8))
            #expect(access(own.file(name == "console.pem" ? "console.key" : "console.pem"), F_OK) != 0)
        }
        #expect(throws: ConsoleError.self) { try ConsoleCertificate(names: ["gateway"], in: "/nowhere") }
    }

    @Test(arguments: [
        "", "a,DNS:b", "a b", "-a", "a-", "a..b", "*", "ä", "a/b", "300.0.0.1.", String(repeating: "a", count: 64),
    ]) func whatIsNoNameIsRefused(name: String) {
        #expect(throws: ConsoleError.self) { try ConsoleCertificate(names: [name], in: folder.path) }
        #expect(access(folder.file("console.key"), F_OK) != 0)
    }

    @Test func twoAreNeverTheSame() throws {
        let other = TemporaryFolder()
        let one = try ConsoleCertificate(names: ["gateway"], in: folder.path)
        let two = try ConsoleCertificate(names: ["gateway"], in: other.path)
        #expect(one.fingerprint != two.fingerprint && one.fingerprint.count == 95)
        #expect(ConsoleCertificate.fingerprint(of: one.key) == nil)
        #expect(ConsoleCertificate.fingerprint(of: "/nowhere") == nil)
    }

    @Test func aClientThatKnowsItTrustsItAndNoOther() async throws {
        let other = TemporaryFolder()
        let made = try ConsoleCertificate(names: ["localhost", "127.0.0.1"], in: folder.path)
        let strange = try ConsoleCertificate(names: ["localhost", "127.0.0.1"], in: other.path)
        let accounts = folder.file("accounts")
        _ = try AccountFile.setToken(name: "anna", role: .viewer, in: accounts)
        let setting = ConsoleSetting(port: 0, certificate: made.certificate, key: made.key, accounts: accounts)
        try await TestConsole.run(setting) { console async throws in
            func ask(trusting file: String, host: String = "localhost") async throws -> TestAnswer {
                try await console.askSecurely(trusting: file, options: "-verify_hostname \(host)")
            }
            let answer = try await ask(trusting: made.certificate)
            #expect(answer.status == 200 && answer.text.contains(made.fingerprint))
            #expect(try await ask(trusting: strange.certificate).status == 0)
            #expect(try await ask(trusting: made.certificate, host: "elsewhere.example").status == 0)
        }
        // The certificate that nobody trusts is there to the end.
        withExtendedLifetime(other) {}
    }

    @Test func thisMachineHasNamesThatACertificateTakes() {
        #expect(ConsoleCertificate.namesOfThisMachine().allSatisfy(ConsoleCertificate.isName))
        #expect(!ConsoleCertificate.namesOfThisMachine().contains("127.0.0.1"))
    }
}
