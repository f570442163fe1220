// `meterclip journal salvage`: everything that can be saved of a damaged journal, in a new file. Never touches the damaged one.

import Glibc
import Journal

/// The salvage of a journal.
public struct JournalSalvageCommand: Sendable {
    /// The damaged file.
    public var path: String
    /// The new file.
    public var target: String
    /// Whose journal it is if the file no longer tells.
    public var device: String

    /// A salvage of a file.
    public init(path: String, target: String, device: String) {
        self.path = path
        self.target = target
        self.device = device
    }

    /// Writes the new file and tells what is in it.
    public func run(write: (String) -> Void) throws(AgentError) {
        let saved = try AgentError.journal(path) { () throws(JournalError) in
            try JournalCopy(of: path).salvage(to: target, device: device)
        }
        write("\(target): \(saved.entries) entries and the places of \(saved.sinks) sinks saved")
        if saved.damagedRows > 0 { write("\(saved.damagedRows) entries were not what was written and were left out") }
        if saved.lost > 0 { write("\(saved.lost) entries that a sink still waited for are lost; an entry tells so") }
    }
}

extension AgentError {
    /// Runs `body` on a journal's file; its failure says what the caller of a command can do.
    static func journal<Result>(
        _ path: String, _ body: () throws(JournalError) -> Result
    ) throws(AgentError) -> Result {
        guard access(path, R_OK) == 0 else {
            throw .noInput("journal \(path): \(String(cString: strerror(errno)))")
        }
        do {
            return try body()
        } catch {
            switch error {
            case .inUse:
                throw .unavailable(
                    "journal \(path): an agent has it open; stop it first, for example with systemctl stop meterclip")
            case .notAJournal(_, let reason): throw .badData("journal \(path): not a Meterclip journal: \(reason)")
            case .newerSchema, .corrupt, .otherDevice, .badField: throw .badData(error.description)
            case .full: throw .inputOutput("journal \(path): no room for a copy; set TMPDIR to a folder with more room")
            default: throw .inputOutput(error.description)
            }
        }
    }
}
