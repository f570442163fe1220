// What one register's readings mean, followed through the journal: what it knows is what lies there, so that a restart knows the same.

import Journal
import Metering

/// The watch over one register.
struct RegisterInsight {
    let card: MeterCard
    let register: RegisterCard
    let history: ReadingHistory
    private(set) var watch: UsageWatch
    private(set) var forecast: UsageForecast
    /// The newest reading that counts.
    private(set) var last: UsagePoint?
    /// The way to what was published since.
    var way: PublishedReadings

    /// A register of which nothing has been looked at yet.
    init(
        _ card: MeterCard, _ register: RegisterCard, _ setting: WarningSetting, isGauge: Bool = false, journal: Journal
    ) {
        (self.card, self.register) = (card, register)
        history = ReadingHistory(meter: card.meter, register: register, journal: journal)
        watch = UsageWatch(setting.rules(of: register, in: card, isGauge: isGauge))
        watch.awayUntil = setting.awayUntil
        forecast = UsageForecast(decimals: register.decimals)
        way = PublishedReadings(history)
    }

    /// What it is called where several meters are looked at together.
    var name: RegisterName { RegisterName(card.meter, register.name) }

    /// The same after everything that the journal has and remembers of it; nothing is to be told of that, but what is open then. `also` is told each
    /// reading.
    func replayed(
        _ zone: LocalTime, now: Timestamp, also: (UsagePoint) -> Void
    ) async throws(JournalError) -> RegisterInsight {
        var fresh = self
        fresh.watch = UsageWatch(watch.rules)
        fresh.watch.awayUntil = watch.awayUntil
        fresh.forecast = UsageForecast(decimals: register.decimals)
        fresh.last = nil
        let past = try await PastReadings.load(history, now: now)
        var isFirst = true
        func take(_ points: [UsagePoint]) {
            for point in points {
                _ = fresh.add(point, zone, now: now)
                also(point)
            }
        }
        let way = try await PublishedReadings.all(history) { point in
            if isFirst { take(past.points(before: point)) }
            isFirst = false
            take([point])
        }
        if isFirst { take(past.points(before: nil)) }
        fresh.way = way
        return fresh
    }

    /// Takes up a reading; what is to be told.
    mutating func add(_ point: UsagePoint, _ zone: LocalTime, now: Timestamp) -> [WarningEvent] {
        // A clock that was far ahead would hide everything that comes after it.
        guard point.at.milliseconds <= now.milliseconds + Limits.insightAhead else { return [] }
        var events: [WarningEvent] = []
        if let last, last.run != point.run {
            events = watch.exchange(at: point.at)
            forecast = UsageForecast(decimals: register.decimals)
        }
        last = point
        let local = zone.local(at: point.at)
        events += watch.add(point.index, at: point.at, local: local)
        forecast.add(point.index, at: point.at, local: local)
        return events
    }

    /// No reading has come for a while; what is to be told.
    mutating func pass(to now: Timestamp) -> [WarningEvent] { watch.pass(to: now) }
}
