// What a meter's use has cost so far and what it is expected to, worked out from its readings and a tariff.

import Journal
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

/// Works accounts out.
struct MoneyDesk: Sendable {
    let history: ReadingHistory
    let tariff: Tariff
    let setting: MoneySetting
    let zone: LocalTime

    /// The account as it is now.
    func account(now: Timestamp) async throws -> MoneyAccount {
        let today = CivilDate(local: zone.local(at: now))
        let period = tariff.cycle.period(of: today)
        let usage = try await usage(from: min(period.lowerBound, today.adding(-Limits.moneyDays)), now: now)
        return MoneyAccount(
            soFar: try tariff.monthSoFar(usage, now: now, zone: zone),
            expected: try tariff.expected(usage, now: now, zone: zone), prepaid: try await prepaid(today, now: now))
    }

    private func prepaid(_ today: CivilDate, now: Timestamp) async throws -> MoneyAccount.Prepaid? {
        guard let first = setting.payments.first?.on, first <= today else { return nil }
        let usage = try await usage(from: first, now: now)
        let paid = setting.payments.filter { $0.on <= today }.map(\.amount)
        let spent = try tariff.bill(usage, from: first, to: today.adding(1), zone: zone).total
        let begin = max(first, today.adding(-Limits.moneyDaysLeft))
        let lately = try tariff.bill(usage, from: begin, to: max(today, begin.adding(1)), zone: zone).total
        let (balance, days) = (
            try PrepaidWatch.balance(paid: paid, spent: spent), Int(max(1, today.day - begin.day))
        )
        return MoneyAccount.Prepaid(
            balance: balance, daysLeft: try PrepaidWatch.daysLeft(of: balance, spent: lately, inDays: days),
            spent: lately, days: days)
    }

    /// The use from the beginning of a date until now, as it is known.
    private func usage(from: CivilDate, now: Timestamp) async throws(JournalError) -> [UsageInterval] {
        let today = CivilDate(local: zone.local(at: now))
        var borders = tariff.borders(from: from, to: today.adding(1), zone: zone).filter { $0 < now } + [now]
        // Of a meter that is new everything is known from its first reading on.
        if let first = try await history.first(), let next = borders.firstIndex(where: { $0 > first }), next > 0,
            borders[next - 1] < first
        {
            borders.insert(first, at: next)
        }
        return try await history.sheet(borders).pieces
    }
}
