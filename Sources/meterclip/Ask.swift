// meterclip status and meterclip command: what their options are called and mean.

import Agent
import ArgumentParser

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say how the running agent is: newest readings, sinks, what waits.")

    @Option(help: "The agent's control socket.")
    var socket = ControlClient.usualPath

    @Flag(help: "Print one JSON line.")
    var json = false

    @Flag(help: "Print one line for a serial console: the same that systemctl status shows.")
    var line = false

    func validate() throws {
        if json, line { throw ValidationError("--json and --line are two ways to say it; choose one") }
    }

    func run() async throws {
        try await reporting { () throws(AgentError) in
            try AskCommand.status(socket: socket, form: json ? .json : line ? .line : .table, write: printLine)
        }
    }
}

struct Command: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give the running agent a command, or sign one for another gateway.",
        discussion: """
            Without --device the agent at the control socket carries the command out. With it nothing is sent: what is printed is \
            to be published on that gateway's command topic, retained if the gateway is not always connected.

              {"command":"read","meter":"gas"}                          a reading now; without a meter, of all
              {"command":"set-index","meter":"gas","index":"00662.93"}  what the meter shows; begins its history anew
              {"command":"send-evidence","seq":4711}                    the picture of the reading with this number
              {"command":"set-schedule","meter":"gas","interval":"5m"}  or times, cron, reset; also of a sink
            """)

    @Option(help: "The agent's control socket.")
    var socket = ControlClient.usualPath

    @Option(help: "Sign for the gateway of this name instead.")
    var device: String?

    @Option(help: "The file with the secret that the gateway has in commandKeyFile.")
    var keyFile: String?

    @Option(help: "How long a signed command is valid, at most 31d.")
    var valid = "10m"

    @Argument(help: "The command.")
    var command: String

    func validate() throws {
        if DurationText.parse(valid) == nil { throw ValidationError("--valid \(valid): write a duration like 10m") }
        if keyFile != nil, device == nil { throw ValidationError("--key-file needs --device, the gateway's name") }
    }

    func run() async throws {
        let isDone = try await reporting { () throws(AgentError) in
            guard let device else { return try AskCommand.command(command, socket: socket, write: printLine) }
            printLine(
                try AskCommand.signed(
                    command, device: device, keyFile: keyFile, valid: DurationText.parse(valid) ?? .seconds(600)))
            return true
        }
        if !isDone { throw ExitCode(1) }
    }
}
