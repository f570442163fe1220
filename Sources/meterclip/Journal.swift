// meterclip journal: what its subcommands' options are called and mean.
// All of them leave the file as it is; what an agent has open, it has to be asked for.

import Agent
import ArgumentParser

struct Journal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check, export or salvage a journal's file.",
        discussion: """
            The file is only read. While the agent has it open, the exit code is 69; export asks the agent with --socket.
            """,
        subcommands: [Check.self, Export.self, Salvage.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a journal holds and whether it is whole; the exit code is 1 if it is not.")

        @Flag(help: "Print one JSON line.")
        var json = false

        @Argument(help: "The journal.")
        var file: String

        func run() async throws {
            let command = JournalCheckCommand(path: file, json: json)
            guard try await reporting({ () throws(AgentError) in try command.run(write: printLine) }) else {
                throw ExitCode(1)
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the entries of a journal, oldest first.")

        @Option(help: "jsonl or csv.")
        var format: JournalExportCommand.Format = .jsonl

        @Option(help: "Only entries of this kind, for example reading.")
        var kind: String?

        @Option(help: "Only entries of this meter.")
        var meter: String?

        @Option(help: ArgumentHelp("Only entries behind this number.", valueName: "seq"))
        var after: Int64 = 0

        @Option(help: ArgumentHelp("Ask the agent that has the journal open.", valueName: "control socket"))
        var socket: String?

        @Argument(help: "The journal.")
        var file: String?

        func validate() throws {
            guard (file == nil) != (socket == nil) else {
                throw ValidationError("name the journal, or the agent with --socket \(ControlClient.usualPath)")
            }
            if socket != nil, format == .csv { throw ValidationError("--socket gives jsonl only") }
        }

        func run() async throws {
            if let socket {
                return try await reporting { () throws(AgentError) in
                    try AskCommand.entries(socket: socket, kind: kind, meter: meter, after: after, write: printLine)
                }
            }
            let command = JournalExportCommand(
                path: file ?? "", format: format, kind: kind, meter: meter, after: after)
            try await reporting { () throws(AgentError) in try command.run(write: printLine) }
        }
    }

    struct Salvage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Save what can be saved of a damaged journal into a new one.",
            discussion: "The agent does this by itself when it finds its journal damaged.")

        @Option(help: ArgumentHelp("The new journal; it must not be there yet.", valueName: "file"))
        var out: String

        @Option(help: "Whose journal it is if the file no longer tells.")
        var device = "unknown"

        @Argument(help: "The damaged journal.")
        var file: String

        func run() async throws {
            let command = JournalSalvageCommand(path: file, target: out, device: device)
            try await reporting { () throws(AgentError) in try command.run(write: printLine) }
        }
    }
}

extension JournalExportCommand.Format: ExpressibleByArgument {}
