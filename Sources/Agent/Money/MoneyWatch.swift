// Keeps a register's account as time goes by, and makes entries of it: what it costs every hour in which that has changed, and a word in
// time before what was paid in runs out. What was told before a restart is not told again.

import FoundationEssentials
import Journal
import Metering
import Recognition
import Uplink

/// The watch over a register's account.
struct MoneyWatch {
    let meter: String
    let register: String
    let desk: MoneyDesk
    /// The account as it was last worked out; nil before that, and where it cannot be.
    private(set) var account: MoneyAccount?
    /// Why it cannot be.
    private(set) var trouble: String?
    private var prepaid: PrepaidWatch
    private var looked: Timestamp?
    private var told: (at: Timestamp, account: MoneyAccount?)?

    /// The account of a register.
    init(_ meter: String, _ register: String, _ desk: MoneyDesk) {
        (self.meter, self.register, self.desk) = (meter, register, desk)
        prepaid = desk.setting.remind.map { PrepaidWatch(days: $0) } ?? PrepaidWatch()
    }

    /// The same with what was told before.
    func resumed(_ journal: Journal) async throws(JournalError) -> MoneyWatch {
        struct Payload: Decodable {
            var event: String
            var register: String
            var days: Int
            var balance: String
        }

        var watch = self
        let events = try await journal.lastEntries(kind: CameraWatch.kind, meter: meter, limit: Limits.warningsResumed)
        let last = events.last { $0.json.firstRange(of: Array(PrepaidReminder.name.utf8)) != nil }
        if let last, let payload = try? JSONDecoder().decode(Payload.self, from: Data(last.json)),
            payload.event == PrepaidReminder.name, payload.register == register, let balance = Index(payload.balance)
        {
            watch.prepaid.resume(days: payload.days, balance: balance)
        }
        let costs = try await journal.lastEntries(kind: MoneyAccount.kind, meter: desk.history.series, limit: 1)
        if let last = costs.last { watch.told = (Timestamp(milliseconds: last.wallMilliseconds), nil) }
        return watch
    }

    /// Works the account out, where that is some time ago; what is to be journalled.
    mutating func look(now: EntryTime) async throws(JournalError) -> [MeterWatches.Event] {
        let time = now.wall
        if let looked, time >= looked, time.milliseconds - looked.milliseconds < Limits.moneyLook { return [] }
        looked = time
        do {
            account = try await desk.account(now: time)
            trouble = nil
            return try events(now)
        } catch let error as JournalError {
            throw error
        } catch {
            (account, trouble) = (nil, "\(error)")
            return []
        }
    }

    private mutating func events(_ now: EntryTime) throws -> [MeterWatches.Event] {
        guard let account else { return [] }
        var events: [MeterWatches.Event] = []
        let isTime = told.map { now.wall.milliseconds - $0.at.milliseconds >= Limits.moneyTold } ?? true
        if isTime, told?.account != account {
            told = (now.wall, account)
            let payload = account.payload(meter: meter, register: register, at: now.wall)
            events.append(
                MeterWatches.Event(
                    text: nil,
                    entry: NewEntry(kind: MoneyAccount.kind, meter: desk.history.series, time: now, json: payload)))
        }
        if let left = account.prepaid,
            let reminder = try prepaid.remind(of: left.balance, spent: left.spent, inDays: left.days)
        {
            let payload = reminder.payload(
                of: meter, register: register, currency: account.soFar.currency, at: now.wall)
            events.append(
                MeterWatches.Event(
                    text: reminder.text,
                    entry: NewEntry(kind: CameraWatch.kind, meter: meter, time: now, json: payload)))
        }
        return events
    }
}
