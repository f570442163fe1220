// meterclip record: what its options are called and mean.
// The exit code is the answer: 1 if a replay does not say the same, 69 if the camera cannot be had.

import Agent
import ArgumentParser

struct Record: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record a replay case from a live meter.",
        discussion: """
            Takes pictures with the meter's camera and lights, stores them as a folder for `meterclip replay`, with what was read \
            in them as what is expected: compare it with the pictures. The agent must not be running then, since it has the \
            cameras and lines.
            """)

    @Option(help: "The configuration.")
    var config: String = "/etc/meterclip/meterclip.toml"

    @Option(help: "The meter's name, as on its card.")
    var meter: String

    @Option(help: "The folder to make.")
    var out: String

    @Option(help: "How many pictures; 24 if --for is not given either.")
    var frames: Int?

    @Option(name: .customLong("for"), help: "How long, for example 10m.")
    var duration: String?

    @Option(help: "Time from picture to picture. Recorded pictures are taken to be that far apart.")
    var interval: String = "5s"

    func validate() throws {
        guard frames == nil || duration == nil else { throw ValidationError("give one of --frames and --for") }
        guard frames.map({ $0 > 0 }) ?? true else { throw ValidationError("--frames is a number from 1 on") }
        for (name, text) in [("for", duration), ("interval", interval)] {
            guard let text, DurationText.parse(text) == nil else { continue }
            throw ValidationError("--\(name) \(text): write a duration like 30s, 15m or 1h")
        }
    }

    func run() async throws {
        let length = duration.flatMap { DurationText.parse($0) }.map { RecordCommand.Length.time($0) }
        let (meter, out, frames, config) = (meter, out, frames, config)
        let interval = DurationText.parse(interval) ?? .seconds(5)
        let isSame = try await reporting { () throws(AgentError) in
            try await RecordCommand(
                configuration: try AgentConfiguration.read(config), meter: meter, folder: out,
                length: length ?? .frames(frames ?? 24), interval: interval
            ).run(write: printLine)
        }
        guard isSame else { throw ExitCode(1) }
    }
}
