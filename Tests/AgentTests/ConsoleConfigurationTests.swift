// The console's table: everything that it can say, and what may not be opened as it is set.

#if Console
    import Console
    import TestSupport
    import Testing

    @testable import Agent

    @Suite struct ConsoleConfigurationTests {
        private let folder = TemporaryFolder()

        private func read(_ lines: String) throws -> AgentConfiguration {
            let path = folder.write(
                "meterclip.toml",
                """
                device = "gw"
                journal = "journal.db"
                [[meter]]
                camera = { kind = "simulated", face = "water" }
                [[sink]]
                kind = "file"
                path = "out"
                \(lines)
                """)
            return try AgentConfiguration.read(path)
        }

        private func mistakes(_ lines: String) throws -> [String] {
            do {
                _ = try read(lines)
                return []
            } catch let error as AgentError {
                return error.message.replacing(folder.path + "/", with: "").split(separator: "\n").map(String.init)
            }
        }

        @Test func withoutATableThereIsNoConsole() throws {
            #expect(try read("").console == nil)
            #expect(AgentConfiguration.simulation(in: folder.path).console == nil)
        }

        @Test func anEmptyTableIsForThisMachineAlone() throws {
            #expect(try read("[console]").console == ConsoleSetting(address: "127.0.0.1", port: 8088))
        }

        @Test func itSaysAllItCan() async throws {
            let certificates = try await aside { try TestCertificates() }
            _ = try AccountFile.setToken(name: "anna", role: .viewer, in: folder.file("accounts"))
            let pair = certificates.good
            let setting = try read(
                """
                [console]
                address = "0.0.0.0"
                port = 443
                certificateFile = "\(pair.certificate)"
                keyFile = "\(pair.key)"
                passwordFile = "accounts"
                """
            ).console
            let accounts = folder.file("accounts")
            #expect(
                setting
                    == ConsoleSetting(
                        address: "0.0.0.0", port: 443, certificate: pair.certificate, key: pair.key, accounts: accounts)
            )
        }

        @Test(arguments: [
            (
                "[console]\naddress = \"0.0.0.0\"",
                [
                    "meterclip.toml:9: others can reach \"0.0.0.0\", and the console is not protected: "
                        + "add certificateFile and keyFile and passwordFile, or write \"127.0.0.1\""
                ]
            ),
            (
                "[console]\naddress = \"gateway\"\nprot = 1",
                [
                    "meterclip.toml:9: \"gateway\" is not a numeric address: write \"127.0.0.1\" for this machine alone",
                    "meterclip.toml:10: unknown key \"prot\": did you mean \"port\"?",
                ]
            ),
            (
                "[console]\nport = 0\ncertificateFile = \"none.pem\"",
                [
                    "meterclip.toml:9: \"port\" has the wrong form: it must be a whole number from 1 to 65535",
                    "meterclip.toml:10: none.pem cannot be read: No such file or directory: "
                        + "put the certificate there, and let the agent's user read it",
                    "meterclip.toml:10: a certificate without its key: add keyFile = \"…\"",
                ]
            ),
            (
                "[console]\npasswordFile = \"nobody\"",
                [
                    "meterclip.toml:9: nobody: No such file or directory: "
                        + "write it with: meterclip console-password nobody, and let the agent's user read it"
                ]
            ),
        ]) func whatIsWrongIsToldWithItsLineAndWhatToDo(lines: String, expected: [String]) throws {
            #expect(try mistakes(lines) == expected)
        }
    }
#endif
