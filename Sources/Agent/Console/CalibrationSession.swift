// One technician's way to a card of one meter, from what they type to the card in force. It belongs to the technician and the meter, not to
// a login: who has to log in again in between finds it as it was.

#if Console
    import Console
    import Metering

    /// A calibration under way.
    struct CalibrationSession: Sendable {
        /// Whose it is, and of which meter.
        struct Key: Hashable, Sendable {
            var meter: String
            var by: String
        }

        /// Where it stands.
        enum Phase: Sendable {
            case typing
            case searching
            case proposed
            case checking
            case conflict
            case applying
            case done(CardStamp)
        }

        /// What was typed.
        var fields: CalibrationView.Fields
        /// The card that was in force when it began, as its file had it; nil where there was none.
        var base: String?
        var phase = Phase.typing
        /// What stands in the way, or went wrong.
        var question: CalibrationView.Question?
        var proposal: CardProposal?
        /// Another one for each proposal, and each change of it.
        var number = 0
        /// When it came to where it stands, and when somebody last did something, as time since boot.
        var since: Int64
        var touched: Int64

        /// Goes on to another phase.
        mutating func go(to phase: Phase, at now: Int64, _ question: CalibrationView.Question? = nil) {
            (self.phase, self.question, since, touched) = (phase, question, now, now)
        }

        /// Whether something is being done that nobody may disturb.
        var isBusy: Bool {
            switch phase {
            case .searching, .checking, .applying: true
            case .typing, .proposed, .conflict, .done: false
            }
        }
    }
#endif
