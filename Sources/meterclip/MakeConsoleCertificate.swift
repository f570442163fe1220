// meterclip console-certificate: what its options are called and mean.

#if Console
    import Agent
    import ArgumentParser

    struct MakeConsoleCertificate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "console-certificate",
            abstract: "Make a certificate for the console, for those who have none.",
            discussion: """
                Makes console.key, which only its owner can read, and console.pem, signed by itself and valid for ten years, and prints \
                the fingerprint (SHA-256). Whoever opens the console for the first time compares it with the one that the browser \
                shows, or gives console.pem to the browser to trust. Files that are there already are not replaced. Let the agent's \
                user own the key.
                """)

        @Option(help: "The folder that gets both files.")
        var out: String

        @Option(help: "A name or address by which the console is opened; again for more. None: this machine's own.")
        var name: [String] = []

        func run() throws {
            do {
                try ConsoleCertificateCommand(folder: out, names: name).run(write: printLine)
            } catch {
                printError(error.message)
                throw ExitCode(error.exitCode)
            }
        }
    }
#endif
