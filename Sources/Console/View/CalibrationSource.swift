// Whom the console asks about cards, and hands its orders to make one.

/// Where cards are made.
public struct CalibrationSource: Sendable {
    /// Which picture is meant.
    public enum Picture: Sendable, Equatable {
        /// The newest of the camera.
        case live
        /// The one that the proposal was found in.
        case held
        /// A fresh one, from 1, that the proposal was tried on.
        case check(Int)
    }

    /// How far somebody's calibration of a meter is; nil: there is no such meter.
    public var state: @Sendable (_ meter: String, _ by: String) async -> CalibrationView?
    /// Takes a new picture, unless there is one of this moment; why there is none.
    public var live: @Sendable (_ meter: String) async -> Result<LiveView, Refusal>
    /// A picture as a JPEG; nil where there is none.
    public var picture: @Sendable (_ meter: String, Picture, _ by: String) async -> [UInt8]?
    /// Has the dials looked for that show a reading. What is wrong with that is part of the state.
    public var propose: @Sendable (_ meter: String, CalibrationView.Fields, _ by: String) async -> Refusal?
    /// Has the dials elsewhere: for each of them its four corners.
    public var move: @Sendable (_ meter: String, _ dials: [[(x: Double, y: Double)]], _ by: String) async -> Refusal?
    /// Has the proposal of this number (nil: whichever there is) tried on fresh pictures, and put into force if it holds; `over` is the
    /// number of the card that somebody else has made meanwhile, and that shall not hold.
    public var confirm: @Sendable (_ meter: String, _ number: Int?, _ over: Int?, _ by: String) async -> Refusal?
    /// Drops the proposal; what was typed stays.
    public var discard: @Sendable (_ meter: String, _ by: String) async -> Refusal?
    /// All cards that are kept of a meter, the newest first; nil: there is no such meter.
    public var cards: @Sendable (_ meter: String) async -> [CalibrationView.Card]?
    /// Puts a card into force that was so before.
    public var restore: @Sendable (_ meter: String, _ card: Int, _ by: String) async -> Refusal?

    /// Why something is not done.
    public struct Refusal: Error, Sendable {
        /// What stands in the way.
        public var question: CalibrationView.Question
        /// Whether there is no such thing, rather than something in the way.
        public var isMissing: Bool

        /// A refusal.
        public init(_ question: CalibrationView.Question, isMissing: Bool = false) {
            (self.question, self.isMissing) = (question, isMissing)
        }
    }

    /// A source.
    public init(
        state: @escaping @Sendable (_ meter: String, _ by: String) async -> CalibrationView?,
        live: @escaping @Sendable (_ meter: String) async -> Result<LiveView, Refusal>,
        picture: @escaping @Sendable (_ meter: String, Picture, _ by: String) async -> [UInt8]?,
        propose: @escaping @Sendable (_ meter: String, CalibrationView.Fields, _ by: String) async -> Refusal?,
        move:
            @escaping @Sendable (
                _ meter: String, _ dials: [[(x: Double, y: Double)]], _ by: String
            ) async -> Refusal?,
        confirm: @escaping @Sendable (_ meter: String, _ number: Int?, _ over: Int?, _ by: String) async -> Refusal?,
        discard: @escaping @Sendable (_ meter: String, _ by: String) async -> Refusal?,
        cards: @escaping @Sendable (_ meter: String) async -> [CalibrationView.Card]?,
        restore: @escaping @Sendable (_ meter: String, _ card: Int, _ by: String) async -> Refusal?
    ) {
        (self.state, self.live, self.picture, self.propose) = (state, live, picture, propose)
        (self.move, self.confirm, self.discard) = (move, confirm, discard)
        (self.cards, self.restore) = (cards, restore)
    }
}
