// How the subcommands speak: results on standard output, troubles on standard error, exit codes from sysexits.h.

import Agent
import ArgumentParser
import Glibc

/// Writes one line of a result at once, so that a reader of a pipe sees it when it happens.
func printLine(_ line: String) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        // Nobody listens any more: as with any filter, that is the end.
        guard count > 0 else { exit(0) }
        bytes = bytes.dropFirst(count)
    }
}

/// Writes a message to standard error.
func printError(_ message: String) {
    let text = "meterclip: " + message + "\n"
    _ = text.utf8.withContiguousStorageIfAvailable { write(2, $0.baseAddress, $0.count) }
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
