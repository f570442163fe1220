// What stands in the way of a card, as a question to who wants one: in the words of the command line, and as a topic for those who ask
// in other words or another language.

/// A question of the calibration.
public struct CalibrationQuestion: Sendable, Equatable {
    /// What it is about.
    enum Topic: String, Sendable, CaseIterable {
        /// Something typed is no digit: the character, its place.
        case notADigit = "not-a-digit"
        /// More digits than a register has: how many, the most.
        case tooManyDigits = "too-many-digits"
        /// More digits behind the point than an index can have.
        case tooManyDecimals = "too-many-decimals"
        /// A point and nothing behind it.
        case noDecimals = "no-decimals"
        /// Too few known digits: how many.
        case tooFewDigits = "too-few-digits"
        /// Nothing in the picture shows the digits: which.
        case notFound = "not-found"
        /// The digits stand in the picture twice.
        case foundTwice = "found-twice"
        /// Single digits do not show what was typed: for each its number, what was typed, what it shows.
        case doubtful
        /// Another digit stands before those that were typed: which.
        case digitBefore = "digit-before"
        /// The same behind them.
        case digitBehind = "digit-behind"
        /// The digits behind the point do not stand in the row: those before it, those behind.
        case otherRow = "other-row"
        /// Wheels or a display?
        case kindUnknown = "kind-unknown"
        /// No needles stand as the digits say: which.
        case needlesNotFound = "needles-not-found"
        /// Needles are found and cannot be told apart.
        case needlesAmbiguous = "needles-ambiguous"
        /// What is read with the new card is not what was typed: what is read.
        case disagrees
        /// A further picture cannot be read with it.
        case cannotRead = "cannot-read"
        /// A dial is where none can be: why.
        case outside
        /// What was chosen is none of the choices: what.
        case unknownChoice = "unknown-choice"
        /// What was typed cannot flow in an hour.
        case hourlyMax = "hourly-max"
        /// The dials of another meter are being looked for: which.
        case busy
        /// The camera gives no picture: why.
        case noPicture = "no-picture"
        /// There are no more pictures.
        case noMorePictures = "no-more-pictures"
        /// Something else went wrong.
        case failed
    }

    let topic: Topic
    /// What the topic says of it, in the same order.
    var details: [String] = []
    /// All of it as the command line asks.
    let text: String
}

extension AgentError {
    /// A question of the calibration.
    static func question(_ topic: CalibrationQuestion.Topic, _ details: [String], _ text: String) -> AgentError {
        .question(CalibrationQuestion(topic: topic, details: details, text: text))
    }

    /// A question with nothing more to say than its text.
    static func question(_ topic: CalibrationQuestion.Topic, _ text: String) -> AgentError {
        .question(topic, [], text)
    }
}
