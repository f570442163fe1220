// meterclip read: what its options are called and mean.
// A picture that cannot be read is a line too, and no failure of the command.

import Agent
import ArgumentParser

struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read pictures of one meter.",
        discussion: "Prints one JSON line per picture: file, index, confidence, quality, reasons, positions.")

    @Option(help: "The meter card.")
    var meter: String

    @Option(help: ArgumentHelp("Draw what was read of the only picture into this file, a PNG.", valueName: "file"))
    var overlay: String?

    @Flag(help: "Say why: the two likeliest indices, the dials that disagree, and what history excludes.")
    var explain = false

    @Argument(help: "JPEG files, or folders of them.")
    var images: [String]

    func run() async throws {
        let command = ReadCommand(card: meter, images: images, overlay: overlay, explain: explain)
        try await reporting { () throws(AgentError) in try command.run(write: printLine) }
    }
}
