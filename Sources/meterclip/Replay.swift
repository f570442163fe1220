// meterclip replay: what its options are called and mean.
// The exit code is the answer: 1 if a case failed, 66 if one is not whole.

import Agent
import ArgumentParser

struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put recorded cases through the whole pipeline.",
        discussion: """
            A case is a folder with meter.toml, frames/ and expected.tsv (file, index, tolerance, captured_at; index - \
            means: must be withheld). The exit code is 1 if anything wrong was published or too little was published; with \
            --update too, since it tells of the tables as they were.
            """)

    @Argument(help: "Cases, or folders of cases.")
    var folders: [String]

    @Option(help: "Write a JUnit report to this file.")
    var junit: String?

    @Flag(help: "Print JSON lines: one per frame and one per case.")
    var json = false

    @Flag(help: "Show how expected.tsv differs from what is published; nothing is written.")
    var diff = false

    @Flag(help: "Show the differences, then write them into expected.tsv. What is withheld keeps its index.")
    var update = false

    @Option(help: "The share of readable frames that must be published, 0 to 1.")
    var least = 0.8

    func validate() throws {
        guard (0...1).contains(least) else { throw ValidationError("--least is a share from 0 to 1, for example 0.8") }
    }

    func run() async throws {
        let command = ReplayCommand(
            folders: folders, junit: junit, json: json, diff: diff, update: update, least: least)
        guard try await reporting({ () throws(AgentError) in try command.run(write: printLine) }) else {
            throw ExitCode(1)
        }
    }
}
