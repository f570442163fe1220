// A word in time that a prepaid balance runs out.

import Recognition

/// A reminder.
public struct PrepaidReminder: Sendable, Equatable {
    /// The days for which it was asked.
    public var days: Int
    /// Whole days that the balance still lasts; nought or less where it is used up.
    public var left: Int
    /// What is left.
    public var balance: Index

    /// In plain words.
    public var text: String {
        if balance.units <= 0 { return "the balance is used up" }
        switch left {
        case ..<1: return "the balance runs out within a day"
        case 1: return "the balance lasts one more day"
        default: return "the balance lasts \(left) more days"
        }
    }
}
