// Why a command is not carried out, in words for whoever gave it.

import Journal
import Metering

/// A refused command.
struct RemoteRefusal: Error, Equatable, CustomStringConvertible {
    let description: String
    /// What the journal has to say, if that is why.
    var journal: JournalError?

    init(_ description: String) { self.description = description }

    /// All mistakes of a command in one line.
    init(_ mistakes: MistakeList) {
        description = mistakes.mistakes.map { "\($0.key): \($0.problem); \($0.advice)" }.joined(separator: "; ")
    }

    /// It cannot be kept.
    init(_ error: JournalError) {
        description = error.description
        journal = error
    }
}
