// What a meter's use has cost so far and what it is expected to, worked out from its readings and a tariff.

import Metering
import Recognition

/// The account of a register.
struct MoneyAccount: Sendable, Equatable {
    /// The bill of this month so far.
    var soFar: Bill
    /// The bill of the period, if it goes on as it went.
    var expected: Bill
    /// What is left of what was paid in; nil where bills come afterwards.
    var prepaid: Prepaid?

    /// Money that was paid in.
    struct Prepaid: Sendable, Equatable {
        var balance: Index
        /// Whole days that it lasts; nil where nothing is spent.
        var daysLeft: Int?
        /// What the last days have cost, and how many those were.
        var spent: Index
        var days: Int
    }

    /// What is journalled and sent of it.
    func payload(meter: String, register: String, at instant: Timestamp) -> String {
        var object = JSONObject()
        object.set("meter", meter)
        object.set("register", register)
        object.set("captured_at", instant.text)
        object.set("currency", soFar.currency)
        object.set("from", soFar.from.text)
        object.set("so_far", soFar.total.text)
        object.set("complete", soFar.isComplete)
        object.set("expected_from", expected.from.text)
        object.set("expected_to", expected.to.text)
        object.set("expected", expected.total.text)
        if let prepaid {
            object.set("balance", prepaid.balance.text)
            if let days = prepaid.daysLeft { object.set("days_left", days) }
        }
        return object.text
    }

    /// What such entries are called in the journal.
    static let kind = "cost"
}
