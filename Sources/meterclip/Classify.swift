// meterclip classify: what its options are called and mean.
// A dial that cannot be read is a line too; the exit code is then 65.

import Agent
import ArgumentParser

struct Classify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read pictures of single dials.",
        discussion: "Prints one JSON line per picture: file, position, digit, confidence, none.")

    @Option(help: "What the pictures show: wheel, segment or needle.")
    var kind: String

    @Option(help: "Needles: degrees clockwise from upright at which the scale's zero points.")
    var zeroAngle = 0.0

    @Flag(help: "Needles: the numbers grow counter-clockwise.")
    var counterClockwise = false

    @Argument(help: "JPEG files, or folders of them.")
    var images: [String]

    func validate() throws { _ = try validated(command) }

    func run() async throws {
        guard try validated(command).run(write: printLine) else { throw ExitCode(65) }
    }

    private func command() throws(AgentError) -> ClassifyCommand {
        try ClassifyCommand(kind: kind, images: images, zeroAngle: zeroAngle, clockwise: !counterClockwise)
    }
}
