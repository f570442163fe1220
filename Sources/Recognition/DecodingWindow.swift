// The values that a register can have reached since its anchor, in ticks on the register's circle: from a little below the
// anchor, for the play of the gears, to the most that can have been used.

/// The window that history leaves.
struct DecodingWindow {
    /// Below this share of what can have flowed, every amount is thought equally likely; above it, an amount ten times as
    /// large is ten times less likely: how much was used is not known to within orders of magnitude.
    private static let usualShare: Float = 0.01
    /// The same limit, in ticks, where nobody knows what can have flowed: ten positions of the lowest dial.
    private static let usualTicks: Float = 100

    private let low: Int64
    private let length: Int64
    private let jitter: Int64
    private let capacity: Int64
    private let usual: Float

    init(_ anchor: Anchor, _ mechanism: RegisterMechanism) {
        capacity = mechanism.capacity
        let halfTurn = capacity / 2
        jitter = min(mechanism.ticks(of: anchor.jitter), capacity / 10)
        let increase = anchor.increaseMax.map { min(mechanism.ticks(of: $0), halfTurn) }
        // The anchor was cut to its last place, so the meter may stand almost one unit further.
        let unit = mechanism.ticks(of: Index(units: 1, decimals: anchor.index.decimals))
        length = min(jitter + (increase ?? halfTurn) + max(unit, 10), capacity - 1)
        low = (mechanism.ticks(of: anchor.index) % capacity - jitter + capacity) % capacity
        usual = increase.map { max(Float($0) * DecodingWindow.usualShare, 10) } ?? DecodingWindow.usualTicks
    }

    /// True when some allowed value ends in `ticks` (modulo a power of ten that divides the register's circle).
    func allows(_ ticks: Int64, modulo modulus: Int64) -> Bool {
        (ticks - low % modulus + modulus) % modulus <= length
    }

    /// How likely that use is before anything is seen, as a logarithm; 0 for none.
    func logPrior(of ticks: Int64) -> Float {
        let used = max(0, (ticks - low + capacity) % capacity - jitter)
        return -Elementary.log(1 + Float(used) / usual)
    }

    /// `ticks`, or the anchor where they lie below it by no more than the play of the gears: a register never falls.
    func heldUp(_ ticks: Int64) -> Int64 {
        (ticks - low + capacity) % capacity < jitter ? (low + jitter) % capacity : ticks
    }
}
