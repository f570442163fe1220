// How the subcommands speak: results on standard output, troubles on standard error, exit codes from sysexits.h.

import Agent
import ArgumentParser
import Glibc

/// Makes writing to a pipe without a reader an error of that write; the system's way is to end the process without a word.
let brokenPipesAreErrors: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

/// Writes one line of a result at once, so that a reader of a pipe sees it when it happens. Ends the process if it cannot: a
/// result that was not written is none.
func printLine(_ line: String) {
    brokenPipesAreErrors
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
            // Nobody listens any more: as with any filter, that is the end.
            if count < 0 && errno == EPIPE { exit(0) }
            printError("standard output: cannot be written: \(String(cString: strerror(errno)))")
            exit(74)
        }
        bytes = bytes.dropFirst(count)
    }
}

/// Writes a message to standard error.
func printError(_ message: String) {
    brokenPipesAreErrors
    var text = "meterclip: " + message + "\n"
    text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
}

/// Runs `body`; its failure becomes a message and an exit code.
func reporting<T>(_ body: () async throws(AgentError) -> T) async throws -> T {
    do {
        return try await body()
    } catch {
        printError(error.message)
        throw ExitCode(error.exitCode)
    }
}
