// What a display shows that takes turns. Only one page carries the register; the others have digits too, which mean
// something else.

/// A page of a display.
public enum SimulatedPage: String, Sendable, CaseIterable {
    /// The register.
    case register
    /// Another quantity in the same digits, with another unit.
    case volume
    /// An error code.
    case error
    /// Everything lit, to show that no segment is broken.
    case test
    /// Nothing: the display sleeps.
    case asleep

    /// Seconds that a page stays.
    private static let stay = 8.0

    /// The page that a meter with this seed shows at a moment, not always the one after the one before.
    static func shown(at seconds: Double, seed: UInt64) -> SimulatedPage {
        let slot = Int64((seconds / stay).rounded(.down))
        switch SplitMix64.unit(seed ^ 0x7061_6765, slot) {
        case ..<0.72: return .register
        case ..<0.84: return .volume
        case ..<0.89: return .error
        case ..<0.92: return .test
        default: return .asleep
        }
    }
}
