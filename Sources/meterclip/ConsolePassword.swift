// meterclip console-password: what its options are called and mean.

#if Console
    import Agent
    import ArgumentParser
    import Console

    struct ConsolePassword: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "console-password",
            abstract: "Let somebody use the console: sets a password, or makes a token for a program.",
            discussion: """
                Asks for the password, or takes the first line of standard input. The file holds nothing that could be used to log in; \
                let the agent's user read it, and name it in the configuration:

                  [console]
                  passwordFile = "console-passwords"

                A technician may change things, a viewer may look. Whoever is taken out of the file is out at once.
                """)

        @Argument(help: "The file; made if it is not there.")
        var file: String

        @Option(help: "Who it is.")
        var name = "technician"

        @Option(help: "viewer or technician.")
        var role = Role.technician

        @Flag(help: "Make a token for a program instead, and print it: it is sent as Authorization: Bearer TOKEN.")
        var token = false

        func run() throws {
            let command = ConsolePasswordCommand(file: file, name: name, role: role, isToken: token)
            do {
                try command.run(write: printLine)
            } catch {
                printError(error.message)
                throw ExitCode(error.exitCode)
            }
        }
    }

    extension Role: ExpressibleByArgument {}
#endif
