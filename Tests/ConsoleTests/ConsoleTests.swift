// The console as a server: what others do to its connections, where it listens, how it ends.

import Glibc
import Logging
import TestSupport
import Testing

@testable import Console

@Suite(.timeLimit(.minutes(5))) struct ConsoleTests {
    @Test func aHundredMegabytesAreRefusedAtOnceWhileOthersAreServed() async throws {
        try await TestConsole.run { console async throws in
            let head = "POST /login HTTP/1.1\r\nHost: localhost\r\n"
            func tell() async throws -> TestAnswer {
                try await console.send(head + "Content-Length: 104857600\r\n\r\n" + String(repeating: "x", count: 9))
            }
            // On a machine with much to do the time of a request can be over before it is looked at.
            var told = try await tell()
            for _ in 0..<5 where told.status == 0 { told = try await tell() }
            #expect(told.status == 413 && told.field("Connection") == "close")
            // One who does not say beforehand how much it is, as little as can be too much.
            for (more, status) in [(0, 403), (1, 413)] {
                let body = String(repeating: "x", count: Limits.bodyBytes + more)
                let chunk = String(body.utf8.count, radix: 16) + "\r\n\(body)\r\n0\r\n\r\n"
                let answer = try await console.send(
                    head + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk)
                #expect(answer.status == status)
            }
            // One who goes on after the refusal, and one who does not stop: they are not waited for, and others are served.
            for beginning in [head + "Content-Length: 104857600\r\n\r\n", head + "Transfer-Encoding: chunked\r\n\r\n"] {
                try await aside {
                    let connection = try LoopbackClient(console.port)
                    connection.send(beginning)
                    let piece = String(repeating: "x", count: 1 << 20)
                    let isChunked = beginning.contains("chunked")
                    for number in 0..<100 {
                        connection.send(isChunked ? "100000\r\n\(piece)\r\n" : piece)
                        if number == 0 { #expect(connection.receive(until: "HTTP/1.1 413 ")) }
                    }
                }
                #expect(try await console.ask("GET /health").status == 200)
            }
            #expect(try await console.ask("GET /", ["Content-Length: 104857600"]).status == 413)
        }
    }

    @Test func twoHundredSlowConnectionsKeepNobodyOut() async throws {
        try await TestConsole.run { console async throws in
            let slow = try await aside {
                try (0..<200).map { number in
                    let connection = try LoopbackClient(console.port)
                    connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow-\(number): ")
                    return connection
                }
            }
            for _ in 0..<20 { #expect(try await console.ask("GET /health").status == 200) }
            // Those that came first are gone by now, and did not have to be waited for.
            #expect(slow.prefix(200 - Limits.connections).count(where: \.hasEnded) == 200 - Limits.connections)
        }
    }

    @Test func aHeadThatIsTooLongOrNoneIsRefused() async throws {
        try await TestConsole.run { console async throws in
            let long = String(repeating: "x", count: Limits.headBytes + 1)
            let many = (0...Limits.headFields).map { "X-\($0): y" }
            for request in [
                "GET /\(long) HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: \(long)\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n\(many.joined(separator: "\r\n"))\r\n\r\n", "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "\u{16}\u{3}\u{1}",
            ] {
                let answer = try await aside {
                    let connection = try LoopbackClient(console.port)
                    connection.send(request)
                    connection.finish()
                    return TestAnswer(connection.rest())
                }
                #expect([0, 400, 431].contains(answer.status), "\(request.prefix(60)): \(answer.status)")
            }
            #expect(try await console.ask("GET /health").status == 200)
        }
    }

    @Test func severalRequestsGoOverOneConnection() async throws {
        try await TestConsole.run { console async throws in
            let ask = "GET /health HTTP/1.1\r\nHost: localhost\r\n"
            let answers = try await console.send(ask + "\r\n" + ask + "\r\n" + ask + "Connection: close\r\n\r\n")
            #expect(answers.text.split(separator: "HTTP/1.1 200 OK").count == 3)
        }
    }

    @Test func itListensForThisMachineAloneAsItIs() async throws {
        try await TestConsole.run { console async throws in
            func listening(_ file: String) -> [Substring] {
                String(decoding: readFile(file) ?? [], as: UTF8.self).split(separator: "\n").compactMap { line in
                    let words = line.split(separator: " ")
                    let port = Secret.hex([UInt8(console.port >> 8), UInt8(console.port & 0xFF)]).uppercased()
                    return words.count > 3 && words[3] == "0A" && words[1].hasSuffix(":" + port) ? words[1] : nil
                }
            }
            #expect(listening("/proc/self/net/tcp").map { $0.prefix(8) } == ["0100007F"])
            #expect(listening("/proc/self/net/tcp6").isEmpty)
        }
    }

    @Test func itIsNotOpenedToOthersUnprotected() {
        let error = #expect(throws: ConsoleError.self) {
            try Console(
                ConsoleSetting(address: "0.0.0.0"), source: TestSource().source, logger: Logger(label: "test"),
                onListening: { _ in })
        }
        #expect(
            error?.description
                == "the console may not listen at 0.0.0.0, which others can reach, without TLS and a password: set "
                + "certificateFile, keyFile and passwordFile, or address = \"127.0.0.1\"")
    }

    @Test func aTakenPortIsToldOfAndAnotherTakenWhereThatWillDo() async throws {
        try await TestConsole.run { console async throws in
            let second = try Console(
                ConsoleSetting(port: console.port), source: TestSource().source, logger: Logger(label: "test"),
                onListening: { _ in })
            let error = await #expect(throws: ConsoleError.self) { try await second.run() }
            #expect(
                error?.description.hasPrefix("the console cannot listen at http://127.0.0.1:\(console.port)/: ")
                    ?? false)
            try await TestConsole.run(ConsoleSetting(port: console.port, mayMove: true)) { other async throws in
                #expect(other.port != console.port)
                #expect(try await other.ask("GET /health").status == 200)
            }
        }
    }

    @Test func overTLSTheCookieIsForTLSAlone() async throws {
        let certificates = try await aside { try TestCertificates() }
        let folder = TemporaryFolder()
        let accounts = folder.file("accounts")
        _ = try AccountFile.setToken(name: "anna", role: .viewer, in: accounts)
        let setting = ConsoleSetting(
            port: 0, certificate: certificates.good.certificate, key: certificates.good.key, accounts: accounts)
        try await TestConsole.run(setting) { console async throws in
            func ask(_ options: String) async throws -> TestAnswer {
                try await console.askSecurely(
                    trusting: certificates.authority.certificate, host: "gateway", options: options)
            }
            let answer = try await ask("")
            #expect(answer.status == 200)
            let cookie = try #require(answer.field("Set-Cookie"))
            #expect(cookie.hasPrefix("__Host-meterclip=") && cookie.hasSuffix("; HttpOnly; SameSite=Strict; Secure"))
            #expect(try await ask("-tls1_1").status == 0)
            // Without TLS there is nothing to be had.
            #expect(try await console.ask("GET /login").status == 0)
        }
        withExtendedLifetime(folder) {}
    }

    @Test func aCertificateThatIsNoneIsToldOfAtTheStart() {
        let folder = TemporaryFolder()
        let bad = folder.write("bad.pem", "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")
        let error = #expect(throws: ConsoleError.self) {
            try Console(
                ConsoleSetting(certificate: bad, key: bad), source: TestSource().source, logger: Logger(label: "test"),
                onListening: { _ in })
        }
        #expect(error?.description.hasPrefix("\(bad): cannot be used for TLS: ") ?? false)
    }
}
