// What is wrong with one line of a configuration that is taken over, and what would be right.

import Metering

/// What is wrong with one line.
struct EdgeMistake: Error, Equatable {
    var problem: String
    var advice: String

    init(_ problem: String, _ advice: String) {
        self.problem = problem
        self.advice = advice
    }

    /// The mistake on its line.
    func placed(_ line: Int) -> AgentError.PlacedMistake {
        .init(line: line, mistake: CardMistake("", problem, advice))
    }
}
