// What can be wrong with what the core is given: weights, registers, reference frames. Frames are never an error here: a
// bad frame is an answer.

/// A mistake in the data that recognition is set up with.
public enum RecognitionError: Error, Sendable, Equatable {
    /// The file is not the weights of the network it is meant for.
    case notWeights
    /// The file is shorter or longer than the network needs.
    case wrongSize(bytes: Int, needed: Int)
    /// The weights do not fit their checksum, or one is not a finite number.
    case damagedWeights
    /// A register has no dials or more than `Limits.dialsMax`.
    case dialCount(Int)
    /// The dials' places must fall by one from each dial to the next; this is the first that does not.
    case placeOutOfOrder(dial: Int)
    /// The area has no extent inside the reference frame.
    case areaOutsideReference
    /// The fixed part of the area shows too little to be found again: `found` usable patches where `needed` are needed.
    case notEnoughStructure(found: Int, needed: Int)
    /// The fixed part of the area shows only parallel lines or one small spot: a shift, turn or change of size of the
    /// picture could not be told from what it shows.
    case ambiguousStructure

    /// What is wrong and what to do about it, for an operator.
    public var message: String {
        switch self {
        case .notWeights: return "this is not a file of weights for this network; restore the one of the release"
        case .wrongSize(let bytes, let needed):
            return "the file of weights has \(bytes) bytes where this release needs \(needed); "
                + "restore the one of the release"
        case .damagedWeights: return "the weights are damaged; restore the file of the release"
        case .dialCount(let count): return "the register has \(count) dials; give it 1 to \(Limits.dialsMax)"
        case .placeOutOfOrder(let dial): return "the place of dial \(dial) is not one less than that of the dial before"
        case .areaOutsideReference:
            return "the area of the meter lies outside the reference frame; correct the area or take a new reference"
        case .notEnoughStructure(let found, let needed):
            return "the reference frame shows too little beside the dials (\(found) usable patches, \(needed) needed); "
                + "check light and focus, or enlarge the area so that it takes in print or edges of the meter's face"
        case .ambiguousStructure:
            return "the reference frame shows only parallel lines or one small spot beside the dials; "
                + "enlarge the area so that it takes in print or edges of the meter's face on several sides"
        }
    }
}
