// Why a bill could not be worked out.

/// What keeps a bill from being worked out.
public enum TariffError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No version of the tariff holds on a date.
    case noPrice(CivilDate)
    /// An amount has more digits than can be held exactly.
    case tooLarge

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .noPrice(let date): "the tariff has no prices for \(date.text): add a version that holds then"
        case .tooLarge: "an amount has too many digits to be exact: check prices and usage for misplaced points"
        }
    }
}
