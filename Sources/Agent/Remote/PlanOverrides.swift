// The plans that were set from afar in place of the configuration's. Each holds for as long as the configuration says what it said
// then: whoever changes a plan there means it.

import FoundationEssentials
import Journal

/// The plans that are not the configuration's, by what they are of.
struct PlanOverrides: Codable, Equatable {
    private struct Override: Codable, Equatable {
        /// What the configuration said.
        var instead: String
        /// The command that set it.
        var command: String
    }

    private static let note = "plans"
    private var overrides: [String: Override] = [:]

    /// Those in a journal; none if they cannot be read.
    static func load(from journal: Journal) async throws(JournalError) -> PlanOverrides {
        let bytes = try await journal.note(note)
        return bytes.flatMap { try? JSONDecoder().decode(PlanOverrides.self, from: Data($0)) } ?? PlanOverrides()
    }

    /// Sets the plan of `owner` by a command, in place of what the configuration says; with nil the latter holds again.
    mutating func set(_ owner: String, by command: [UInt8]?, instead configured: String) {
        overrides[owner] = command.map { Override(instead: configured, command: String(decoding: $0, as: UTF8.self)) }
    }

    /// Takes the plan of `owner` from other overrides.
    mutating func set(_ owner: String, as others: PlanOverrides) { overrides[owner] = others.overrides[owner] }

    /// The command that set the plan of `owner`, if the configuration says what it said then.
    func command(for owner: String, configured: String) -> [UInt8]? {
        guard let override = overrides[owner], override.instead == configured else { return nil }
        return Array(override.command.utf8)
    }

    func store(in journal: Journal) async throws(JournalError) {
        let bytes = (try? JSONEncoder().encode(self)).map { Array($0) } ?? []
        try await journal.keep(note: Self.note, bytes)
    }
}
