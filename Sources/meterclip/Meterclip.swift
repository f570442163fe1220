// The one executable. Its subcommands parse, call and print; what they do lives in Agent.
// Nothing here knows of pictures, meters or files.

import Agent
import ArgumentParser

@main
struct Meterclip: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meterclip",
        abstract: "Reads ordinary utility meters with a camera, keeps every reading safe and delivers it.",
        discussion: "A wrong reading is never published: what is not certain is withheld, counted and explained.",
        version: AgentVersion.text,
        subcommands: [
            Run.self, Read.self, Replay.self, Record.self, Classify.self, Decode.self, Render.self, Bench.self,
            Doctor.self,
            Calibrate.self, Journal.self, Status.self, Command.self, ImportAiote.self,
        ] + console)

    #if Console
        private static let console: [any ParsableCommand.Type] = [
            Report.self, ConsolePassword.self, MakeConsoleCertificate.self,
        ]
    #else
        private static let console: [any ParsableCommand.Type] = []
    #endif
}
