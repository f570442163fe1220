// A slot whose time has come.

/// A slot for which a reading is to be taken now.
public struct DueSlot: Sendable, Hashable {
    /// The slot.
    public var slot: Slot
    /// Milliseconds by which it is late, by the clock that it goes by.
    public var late: Int64
    /// How many slots before it are settled along with it: the clock leapt over them, the board was off or the process busy.
    /// No more than `Limits.slotsCountedMax` are counted.
    public var passed: Int
    /// True when a slot of this time or a later one was done before: the wall clock has been put back since by more than
    /// `Limits.slotAheadMax`, so that the earlier reading was really taken at another time.
    public var isRepeated: Bool

    /// A slot that is due.
    public init(slot: Slot, late: Int64 = 0, passed: Int = 0, isRepeated: Bool = false) {
        self.slot = slot
        self.late = late
        self.passed = passed
        self.isRepeated = isRepeated
    }

    /// For journals: the slot, and what is unusual about it.
    public var text: String {
        var text = slot.text
        if passed > 0 {
            let least = passed >= Limits.slotsCountedMax ? "at least " : ""
            text += ", and \(least)\(passed) before it that passed unread"
        }
        if isRepeated { text += ", again: the clock had been ahead" }
        return text
    }
}
