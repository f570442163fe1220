// Why a file of needle weights was refused.

/// A file of needle weights that cannot be used.
public enum NeedleWeightsError: Error, Sendable, Equatable {
    /// The file does not begin with "MCN1".
    case notNeedleWeights
    /// The file holds another number of values than the network needs.
    case wrongSize(values: Int, needed: Int)
    /// The values do not fit the checksum, or one is not a finite number.
    case damaged
}

extension NeedleWeightsError: CustomStringConvertible {
    /// What to do about it.
    public var description: String {
        switch self {
        case .notNeedleWeights:
            "needle weights: the data does not begin with MCN1; build with the needle.bin that train.py wrote"
        case .wrongSize(let values, let needed):
            "needle weights: \(values) values where this version needs \(needed); run train.py again"
        case .damaged:
            "needle weights: checksum or values are damaged; restore needle.bin"
        }
    }
}
