// Works out what a register's use has cost and will cost, from what the journal has of it.

import Journal
import Metering
import Recognition

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
