// Why a reference frame cannot serve for registration.

/// What is wrong with the reference frame of a meter.
public enum RegistrationError: Error, Sendable, Equatable {
    /// The area has no extent inside the reference picture.
    case areaOutsideReference
    /// The fixed part of the area shows too little to be found again: `found` usable patches where `needed` are needed.
    case notEnoughStructure(found: Int, needed: Int)
    /// The fixed part of the area shows only parallel lines or one small spot: a shift, turn or change of size of the
    /// picture could not be told from what it shows.
    case ambiguousStructure

    /// What is wrong and what to do about it, for an operator.
    public var message: String {
        switch self {
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
