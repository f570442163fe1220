// meterclip bench: what its options are called and mean.
// What it measures is up to Agent.

import Agent
import ArgumentParser

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the time of each stage on this board.",
        discussion: "The ratio to a full-colour decode of the same frames in the same process compares between boards.")

    @Option(name: .customLong("case"), help: "A replay case to take the frames from; rendered frames if left out.")
    var folder: String?

    @Option(help: "Measure the dial network alone, on the crops of this file; always prints one JSON line.")
    var dials: String?

    @Option(help: "Measure so many days without a head-end instead: ten meters, read every quarter of an hour.")
    var offline: Int?

    @Option(help: "With --offline: the MQTT broker that then takes it all, HOST:PORT.")
    var broker: String?

    @Option(help: "How often every frame or crop is measured.")
    var rounds = 20

    @Option(help: "Where the journal is written, in a folder of its own that is removed again.")
    var data = "/tmp"

    @Flag(help: "Print one JSON line.")
    var json = false

    func validate() throws {
        guard (1...100_000).contains(rounds) else { throw ValidationError("--rounds is a number from 1 to 100000") }
        guard (1...3_660).contains(offline ?? 1) else {
            throw ValidationError("--offline is a number of days from 1 to 3660")
        }
        if broker != nil, offline == nil { throw ValidationError("--broker goes with --offline DAYS") }
    }

    func run() async throws {
        var command = BenchCommand(folder: folder, rounds: rounds, data: data, json: json, dials: dials)
        command.offlineDays = offline
        command.broker = broker
        try await reporting { () throws(AgentError) in try await command.run(write: printLine) }
    }
}
