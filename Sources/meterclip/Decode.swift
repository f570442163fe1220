// meterclip decode: what it reads and how to write it.
// Every line is answered; the exit code is 65 if one was bad.

import Agent
import ArgumentParser

struct Decode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "From dial positions to an index: the decoder alone.",
        discussion: """
            Reads one JSON object a line: {"register":{"dials":[{"kind":"wheel","place":1},{"kind":"needle","place":0}],\
            "decimals":0,"rollStart":9.2},"positions":[1.2,9.8],"previous":"19","elapsed":900,"qmax":4}. positions are \
            in dial order, null where unreadable; decimals, rollStart, previous, elapsed and qmax may be missing. \
            A bad line is answered with an error and the next one is read; the exit code is then 65.
            """)

    @Argument(help: "The file to read; standard input if left out.")
    var file: String?

    func run() async throws {
        guard try await reporting({ () throws(AgentError) in try DecodeCommand.run(path: file, write: printLine) })
        else { throw ExitCode(65) }
    }
}
