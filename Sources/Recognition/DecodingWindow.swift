// The values that a register can have reached since its anchor, in ticks on the register's circle: from a little below the
// anchor, for the play of the gears, to the most that can have been used; and how likely each amount is beforehand.

/// The window that history leaves.
struct DecodingWindow {
    /// The usual use, as a share of what can have flowed.
    private static let usualShare: Float = 0.01
    /// Where nobody knows what can have flowed: how much less likely more than one unit of the lowest wheel is. All that
    /// gears leave open is a whole unit of a wheel.
    private static let beyondUnit: Float = 0.02

    /// True when somebody knows how much can have flowed.
    let isLimited: Bool
    private let low: Int64
    private let length: Int64
    /// From `low` to the anchor.
    private let below: Int64
    private let jitter: Int64
    private let capacity: Int64
    private let usual: Float

    init(_ anchor: Anchor, _ mechanism: RegisterMechanism) {
        let capacity = mechanism.capacity
        let halfTurn = capacity / 2
        self.capacity = capacity
        jitter = max(0, min(mechanism.ticks(of: anchor.jitter), capacity / 10))
        let decrease = anchor.decreaseMax.map { max(0, min(mechanism.ticks(of: $0), capacity / 4)) } ?? 0
        below = max(jitter, decrease)
        // What may be half a turn or more is no limit.
        let increase = anchor.increaseMax.map { max(0, mechanism.ticks(of: $0)) }.flatMap { $0 < halfTurn ? $0 : nil }
        isLimited = increase != nil
        // The anchor was cut to its last place, so the meter may stand almost one unit further.
        let unit = mechanism.ticks(of: Index(units: 1, decimals: anchor.index.decimals))
        length = min(below + (increase ?? halfTurn) + min(max(unit, 10), halfTurn), capacity - 1)
        low = (mechanism.ticks(of: anchor.index) % capacity - below + capacity) % capacity
        if let increase {
            usual = max(Float(increase) * DecodingWindow.usualShare, 10)
        } else {
            usual = Float(mechanism.lowestWheelUnit)
        }
    }

    /// Where the window begins among the values below `modulus`, a power of ten that divides the register's circle.
    func start(modulo modulus: Int64) -> Int64 { low % modulus }

    /// True when some allowed value ends in `ticks`, 0 ..< `modulus`; `start` is the window's for that modulus.
    @inline(__always)
    func allows(_ ticks: Int64, from start: Int64, modulo modulus: Int64) -> Bool {
        (ticks >= start ? ticks - start : ticks - start + modulus) <= length
    }

    /// True when the allowed values leave `modulus` values open.
    func isWide(modulo modulus: Int64) -> Bool { length >= modulus }

    /// How likely that use is before anything is seen, as a share of the likelihood of none.
    func prior(of ticks: Int64) -> Float {
        let used = Float(abs((ticks - low + capacity) % capacity - below))
        let share = used / usual
        // How much is used is unknown to within orders of magnitude: twice as much is half as likely.
        if isLimited { return 1 / (1 + share) }
        return (share <= 1 ? 1 : DecodingWindow.beyondUnit) / (1 + share)
    }

    /// `ticks`, or the anchor where they lie below it by no more than the play of the gears: a register never falls by it.
    func heldUp(_ ticks: Int64) -> Int64 {
        let offset = (ticks - low + capacity) % capacity
        let isPlay = offset < below && offset >= below - jitter
        return isPlay ? (low + below) % capacity : ticks
    }

    /// Where a value lies that the window excludes: above it or below, whichever is nearer; nil inside.
    func side(of ticks: Int64) -> WindowSide? {
        let offset = (ticks - low + capacity) % capacity
        guard offset > length else { return nil }
        return offset - length <= capacity - offset ? .above : .below
    }
}
