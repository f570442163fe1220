// meterclip import-aiote: what its options are called and mean.
// What is wrong with the configuration is told with its line; exit code 65, or 66 where a file is not there.

import Agent
import ArgumentParser

struct ImportAiote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-aiote",
        abstract: "Make meter cards from a configuration of AI-on-the-edge-device.",
        discussion: """
            Makes a card for each number sequence, beside a copy of the reference picture, and says of every line what became of \
            it. No card that exists is replaced. Before it is trusted, compare what it says that the reference shows.
            """)

    @Argument(help: "The device's config.ini.")
    var configuration: String

    @Option(help: "The picture that the regions were drawn on: the device's config/reference.jpg.")
    var reference: String

    @Option(help: "The folder for cards and reference.")
    var out: String = "."

    @Option(
        help:
            "stored: turned by InitialRotate, as the device keeps it; taken: as the camera took it. By itself: as it can be read."
    )
    var referenceLies: ImportAioteCommand.Lies?

    @Option(help: "water, gas, heat, electricity or air, where MeterType does not say it.")
    var medium: String?

    @Option(help: "The unit of the index, for example L.")
    var unit: String?

    @Flag(help: "The digits are those of a display, not wheels.")
    var display = false

    func validate() throws { _ = try validated(command) }

    func run() async throws {
        let command = try validated(command)
        try await reporting { () throws(AgentError) in try command.run(write: printLine) }
    }

    private func command() throws(AgentError) -> ImportAioteCommand {
        try ImportAioteCommand(
            configuration: configuration, reference: reference, folder: out, lies: referenceLies, medium: medium,
            unit: unit, isDisplay: display)
    }
}

extension ImportAioteCommand.Lies: ExpressibleByArgument {}
