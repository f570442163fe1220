// What can stop a command, with the exit code that tells it to scripts (sysexits.h).

import Metering

/// A failure of a command.
public enum AgentError: Error, Sendable, Equatable {
    /// A mistake and the line it stands on.
    public struct PlacedMistake: Sendable, Equatable {
        /// Line in the file, from 1.
        public var line: Int
        /// The mistake.
        public var mistake: CardMistake
    }

    /// A file that must be there cannot be read.
    case unreadable(path: String, reason: String)
    /// A card or configuration has mistakes.
    case mistakes(path: String, [PlacedMistake])
    /// A card cannot be made before somebody answers.
    case question(CalibrationQuestion)
    /// Something given is no good; the text says what and what to do.
    case badData(String)
    /// What was asked for is not there.
    case noInput(String)
    /// The journal or another file cannot be written.
    case inputOutput(String)
    /// A server or device is not there.
    case unavailable(String)

    /// The process's exit code.
    public var exitCode: Int32 {
        switch self {
        case .mistakes, .badData, .question: return 65
        case .unreadable, .noInput: return 66
        case .unavailable: return 69
        case .inputOutput: return 74
        }
    }

    /// What an operator reads, one line per mistake.
    public var message: String {
        switch self {
        case .unreadable(let path, let reason): return "\(path): \(reason)"
        case .mistakes(let path, let mistakes):
            return mistakes.map { "\(path):\($0.line): \($0.mistake.problem): \($0.mistake.advice)" }
                .joined(separator: "\n")
        case .question(let question): return question.text
        case .badData(let text), .noInput(let text), .inputOutput(let text), .unavailable(let text): return text
        }
    }
}
