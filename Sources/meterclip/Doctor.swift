// meterclip doctor: what its options are called and mean.
// The exit code is the answer: 1 if there is a problem.

import Agent
import ArgumentParser
import Glibc

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at cameras, lines, light, disk, clock and broker, and say what to do.",
        discussion: """
            Tries everything that the configuration names: a picture of each meter is taken and read, with its light on. The \
            agent must not be running then, since it has the cameras and lines. Without a configuration it looks at the board \
            alone. The exit code is 1 if there is a problem.
            """)

    @Option(help: "The configuration; /etc/meterclip/meterclip.toml if it is there.")
    var config: String?

    @Option(help: "A folder in which the picture of each meter is kept, to look at.")
    var pictures: String?

    @Option(help: "The control socket of an agent that may be running.")
    var socket = ControlClient.usualPath

    @Flag(help: "Print JSON lines: area, subject, state, text, advice, details.")
    var json = false

    func run() async throws {
        let usual = "/etc/meterclip/meterclip.toml"
        let path = config ?? (access(usual, F_OK) == 0 ? usual : nil)
        let command = DoctorCommand(configuration: path, pictures: pictures, socket: socket, json: json)
        guard await command.run(write: printLine) else { throw ExitCode(1) }
    }
}
