// Options that only Agent can judge.
// What it refuses is a usage error here: told with the usage of the subcommand, exit code 64.

import Agent
import ArgumentParser

/// The command that `make` builds from the options of a subcommand.
func validated<Command>(_ make: () throws(AgentError) -> Command) throws -> Command {
    do {
        return try make()
    } catch {
        throw ValidationError(error.message)
    }
}
