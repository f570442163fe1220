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

    /// What such an event is called.
    public static let name = "prepaid-reminder"

    /// The payload that is journalled and sent.
    public func payload(of meter: String, register: String, currency: String, at instant: Timestamp) -> String {
        var object = JSONObject()
        object.set("meter", meter)
        object.set("register", register)
        object.set("event", PrepaidReminder.name)
        object.set("state", "due")
        object.set("captured_at", instant.text)
        object.set("text", text)
        object.set("days", days)
        object.set("days_left", left)
        object.set("balance", balance.text)
        object.set("currency", currency)
        return object.text
    }
}
