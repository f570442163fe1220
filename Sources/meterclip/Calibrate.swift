// meterclip calibrate: what its options are called and mean.
// What is not certain is a question on standard error and a failure of the command, never a card.

import Agent
import ArgumentParser

struct Calibrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the dials in a picture by what they show, and write a meter card.",
        discussion:
            "Type what the meter shows, noughts in front included. What is not certain is asked, and no card is written."
    )

    @Option(help: "What the meter shows in the first picture, like 00662.932; ? for a digit that cannot be read.")
    var reading: String

    @Option(
        help: "When the first picture was taken, like 2026-11-21T07:30:00Z; if left out, when its file was written.")
    var at: String?

    @Option(help: "The card to write, its reference frame and an overlay beside it; if left out the card is printed.")
    var out: String?

    @Option(
        help: "wheel, segment, or needle for a meter with needles alone; if left out, told by the picture or asked for."
    )
    var kind: String?

    @Option(help: "water, gas, heat, electricity or air.")
    var medium = "water"

    @Option(help: "The meter's name on the card.")
    var name = "meter"

    @Flag(help: "No digits stand beside those that are typed, though it looks so.")
    var alone = false

    @Argument(help: "The picture that the reading was typed from, then others of the same meter to try the card on.")
    var images: [String]

    func validate() throws { _ = try validated(command) }

    func run() async throws {
        let command = try validated(command)
        try await reporting { () throws(AgentError) in try await command.run(write: printLine, say: printError) }
    }

    private func command() throws(AgentError) -> CalibrateCommand {
        try CalibrateCommand(
            images: images, reading: reading, at: at, out: out, kind: kind, medium: medium, name: name,
            standsAlone: alone)
    }
}
