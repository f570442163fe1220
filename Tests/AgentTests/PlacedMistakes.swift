// What is wrong with a configuration, as tests compare it.

import Metering
import Testing

@testable import Agent

/// The mistakes of a configuration file, as text, each with its line counted from behind so many lines.
func placedMistakes(_ path: String, behind lines: Int) -> [String] {
    do throws(AgentError) {
        _ = try AgentConfiguration.read(path)
    } catch {
        if case .mistakes(_, let placed) = error {
            return placed.map { "\($0.line - lines): \($0.mistake.problem): \($0.mistake.advice)" }
        }
    }
    Issue.record("the configuration was taken")
    return []
}
