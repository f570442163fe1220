// How much of a simulated meter's mechanism its card tells. What it does not tell, the agent has to find out.

/// What a card says about how the dials move.
package enum CardKnowledge: String, Sendable, CaseIterable {
    /// Where the dials are and which way they turn.
    case places
    /// When the wheels roll, as a data sheet says it.
    case type
    /// That, and how crookedly each dial sits.
    case play
}
