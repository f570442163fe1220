// meterclip render

import Agent
import ArgumentParser
import Capture
import Metering
import Recognition

struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render a replay case of a simulated meter.",
        discussion:
            "Writes meter.toml, reference.jpg, frames/ and expected.tsv; the expected readings are the renderer's.")

    @Option(help: "water, gas or electricity.")
    var face: SimulatedFace = .water

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

    func validate() throws {
        guard Index(start) != nil else { throw ValidationError("--start \(start): write a decimal like 123.4567") }
        guard let interval = DurationText.parse(interval), interval >= .seconds(1) else {
            throw ValidationError("--interval: write a duration of a second or more, like 5m")
        }
        guard step >= 0, step < 1e6 else { throw ValidationError("--step is a use of 0 or more") }
        guard (1...10_000).contains(frames) else { throw ValidationError("--frames is a number from 1 to 10000") }
        guard (0...1).contains(severity) else { throw ValidationError("--severity is from 0 to 1") }
        if let quality, !(1...100).contains(quality) { throw ValidationError("--quality is from 1 to 100") }
    }

    func run() async throws {
        let command = RenderCommand(
            face: face, seed: seed, start: Index(start)!, step: step, interval: DurationText.parse(interval)!,
            frames: frames, severity: severity, quality: quality, folder: out)
        try await reporting { () throws(AgentError) in try command.run(write: printLine) }
    }
}

extension SimulatedFace: ExpressibleByArgument {}
