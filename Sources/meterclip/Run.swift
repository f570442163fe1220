// meterclip run

import Agent
import ArgumentParser
import Glibc
import Logging

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the daemon.",
        discussion: "Prints one line per reading: time, meter, index, confidence, quality, and where it went.")

    @Option(help: "The configuration.")
    var config: String = "/etc/meterclip/meterclip.toml"

    @Flag(help: "Begin in any case: with a configuration that cannot be used, go on with the last good one.")
    var safeMode = false

    @Option(help: "With --safe-mode: the folder where the last good configuration is kept.")
    var state: String?

    @Flag(help: "Read simulated meters instead; needs no configuration and no hardware.")
    var simulate = false

    @Option(help: "With --simulate: the folder for journal and outbox.")
    var data: String = "meterclip-simulated"

    @Option(name: .customLong("for"), help: "End after this time, for example 30s.")
    var duration: String?

    @Option(help: "How much to log: debug, info, warning or error.")
    var logLevel: Logger.Level = .warning

    func validate() throws {
        if let duration, DurationText.parse(duration) == nil {
            throw ValidationError("--for \(duration): write a duration like 30s, 15m or 1h")
        }
        if safeMode, simulate { throw ValidationError("--safe-mode is for a configuration, --simulate needs none") }
        if state != nil, !safeMode { throw ValidationError("--state needs --safe-mode") }
    }

    func run() async throws {
        var logger = Logger(label: "meterclip") { _ in StreamLogHandler.standardError(label: "meterclip") }
        logger.logLevel = logLevel
        let duration = duration.flatMap { DurationText.parse($0) }
        let (simulate, data, config, log) = (simulate, data, config, logger)
        let manager = ServiceManager.taken()
        // The daemon goes on whatever becomes of its output.
        brokenPipesAreErrors
        let printer = LinePrinter(descriptor: 1) { trouble in log.warning("standard output: \(trouble)") }
        // A line that a stalled reader has not taken by then is not worth more of the time granted for ending.
        defer { printer.finish(within: 1) }
        if safeMode {
            return try await reporting { () throws(AgentError) in
                var command = SafeRunCommand(path: config, state: stateFolder, duration: duration)
                command.onConsole = { log.info("console at \($0)") }
                command.manager = manager
                CoreDumps.forbid()
                try await command.run(logger: log, write: printer.print)
            }
        }
        try await reporting { () throws(AgentError) in
            let configuration =
                simulate ? AgentConfiguration.demonstration(in: data) : try AgentConfiguration.read(config)
            var command = RunCommand(configuration: configuration, duration: duration)
            command.manager = manager
            CoreDumps.forbid()
            command.onConsole = { url in
                if simulate { printError("console at \(url)") } else { log.info("console at \(url)") }
            }
            try await command.run(logger: log, write: printer.print)
        }
    }

    /// Where the service manager has made a folder for the agent, unless somebody says otherwise.
    private var stateFolder: String {
        if let state { return state }
        let given = getenv("STATE_DIRECTORY").map { String(cString: $0) } ?? ""
        return given.split(separator: ":").first.map(String.init) ?? SafeRunCommand.usualState
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
