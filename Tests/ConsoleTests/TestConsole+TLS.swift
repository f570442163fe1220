// What asks a console over TLS: OpenSSL's own client, which trusts what it is told to trust and nothing else.

import Glibc
import TestSupport

extension TestConsole {
    /// The answer to a request for the login, asked by the name `host`, by a client that trusts `authority` alone; its status is 0 where
    /// the client would not talk, or was not talked to.
    func askSecurely(
        trusting authority: String, host: String = "localhost", options: String = ""
    ) async throws -> TestAnswer {
        let folder = TemporaryFolder()
        let request = folder.write("request", "GET /login HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
        let line =
            "\(TestCertificates.program) s_client -connect 127.0.0.1:\(port) -servername localhost -CAfile \(authority) "
            + "-verify_return_error -quiet \(options) < \(request) 2> /dev/null"
        return try await aside {
            let id = try spawn(["/bin/sh", "-c", line], output: folder.file("answer"))
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0 && errno == EINTR {}
            return TestAnswer(readFile(folder.file("answer")) ?? [])
        }
    }
}
