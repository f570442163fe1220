// meterclip console-certificate: what it says, which can be put into the configuration as it is.

#if Console
    import Console
    import TestSupport
    import Testing

    @testable import Agent

    @Suite struct ConsoleCertificateCommandTests {
        private let folder = TemporaryFolder()

        private func run(_ names: [String]) throws -> [String] {
            var lines: [String] = []
            try ConsoleCertificateCommand(folder: folder.path, names: names).run { lines.append($0) }
            return lines
        }

        @Test func itTellsTheFingerprintAndWhatToWrite() throws {
            let lines = try run(["gateway-7", "10.0.0.7"])
            let fingerprint = try #require(ConsoleCertificate.fingerprint(of: folder.file("console.pem")))
            #expect(
                lines == [
                    "names:          gateway-7, 10.0.0.7, localhost, 127.0.0.1, ::1", "fingerprint:    \(fingerprint)",
                    "[console]", "certificateFile = \"\(folder.path)/console.pem\"",
                    "keyFile = \"\(folder.path)/console.key\"",
                ])
            let error = #expect(throws: AgentError.self) { try run([]) }
            #expect(error?.message.contains("is there already") ?? false)
        }

        @Test func withoutNamesItTakesTheMachinesOwn() throws {
            #expect(try run([])[0].hasSuffix("localhost, 127.0.0.1, ::1"))
        }
    }
#endif
