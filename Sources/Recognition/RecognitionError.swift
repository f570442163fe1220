// What can be wrong with what the core is given. Frames are never an error here: a bad frame is an answer.

/// A mistake in the data that recognition is set up with.
public enum RecognitionError: Error, Equatable, Sendable {
    /// The weights are not a network file of the expected kind; the text says what is off.
    case badWeights(StaticString)
    /// A register has no dials or more than `Limits.dialsMax`.
    case dialCount(Int)
    /// The dials' places must fall by one from each dial to the next; this is the first that does not.
    case placeOutOfOrder(dial: Int)

    /// Compares the case and its payload.
    public static func == (a: RecognitionError, b: RecognitionError) -> Bool {
        switch (a, b) {
        case (.badWeights, .badWeights): return true
        case (.dialCount(let x), .dialCount(let y)): return x == y
        case (.placeOutOfOrder(let x), .placeOutOfOrder(let y)): return x == y
        default: return false
        }
    }
}
