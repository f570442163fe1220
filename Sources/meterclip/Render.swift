// meterclip render: what its options are called and mean.
// What cannot be rendered is refused before anything is written.

import Agent
import ArgumentParser

struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render a replay case of a simulated meter.",
        discussion:
            "Writes meter.toml, reference.jpg, frames/ and expected.tsv; the expected readings are the renderer's.")

    @Option(help: "water, gas, electricity, heat or dials.")
    var face = "water"

    @Option(help: "What everything random follows from.")
    var seed: UInt64 = 1

    @Option(help: "What the first frame shows, for example 00099.9712.")
    var start: String = "123.4567"

    @Option(help: "Use from frame to frame, in units of the index.")
    var step = 0.02

    @Option(help: "Time from frame to frame.")
    var interval = "5m"

    @Option(help: "How many frames.")
    var frames = 24

    @Option(help: "0: a camera well mounted in good light; 1: a bad installation.")
    var severity = 0.0

    @Option(help: "JPEG quality, 1 to 100.")
    var quality: Int?

    @Option(help: "The folder to make.")
    var out: String

    func validate() throws { _ = try validated(command) }

    func run() async throws {
        let command = try validated(command)
        try await reporting { () throws(AgentError) in try command.run(write: printLine) }
    }

    private func command() throws(AgentError) -> RenderCommand {
        try RenderCommand(
            face: face, seed: seed, start: start, step: step, interval: interval, frames: frames, severity: severity,
            quality: quality, folder: out)
    }
}
