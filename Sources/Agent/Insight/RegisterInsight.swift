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
    /// Whether the meter can be seen; of one with several registers the first tells it.
    private(set) var sight: SightWatch?
    /// The newest reading that counts.
    private(set) var last: UsagePoint?
    /// The way to what was published since.
    private var way: PublishedReadings
    /// The number of the last reading that was withheld and looked at.
    private var lastWithheld: Int64 = 0

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
        sight = card.registers.first?.name == register.name ? SightWatch() : nil
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
        (fresh.last, fresh.lastWithheld) = (nil, 0)
        fresh.sight = sight.map { _ in SightWatch() }
        let past = try await PastReadings.load(history, now: now)
        var withheld = try await fresh.withheld(now)[...]
        var isFirst = true
        func take(_ points: [UsagePoint]) {
            for point in points where Self.isOfUse(point.at, now: now) {
                while let next = withheld.first, next.seq < point.seq {
                    _ = fresh.see(next.sighting, zone)
                    withheld.removeFirst()
                }
                _ = fresh.add(point, zone, isRemembered: isFirst)
                also(point)
            }
        }
        let way = try await PublishedReadings.all(history) { point in
            if isFirst {
                take(past.points(before: point))
                isFirst = false
            }
            take([point])
        }
        if isFirst { take(past.points(before: nil)) }
        for (_, sighting) in withheld { _ = fresh.see(sighting, zone) }
        fresh.way = way
        return fresh
    }

    /// The warnings that were told and are not over.
    var open: [Warning] {
        watch.open + (sight?.open ?? []).filter { watch.rules.kinds.contains($0.kind) }
    }

    /// What has been published since the last time, and what is to be told of each and of what was withheld; nil where some of it withdraws
    /// what came before.
    mutating func news(
        _ zone: LocalTime, now: Timestamp
    ) async throws(JournalError) -> [(point: UsagePoint?, events: [WarningEvent])]? {
        guard let points = try await way.news() else { return nil }
        var withheld = try await withheld(now)[...]
        var news: [(point: UsagePoint?, events: [WarningEvent])] = []
        for point in points where Self.isOfUse(point.at, now: now) {
            while let next = withheld.first, next.seq < point.seq {
                news.append((nil, see(next.sighting, zone)))
                withheld.removeFirst()
            }
            news.append((point, add(point, zone)))
        }
        return news + withheld.map { (nil, see($0.sighting, zone)) }
    }

    /// What was withheld since the last time, the newest of it.
    private mutating func withheld(_ now: Timestamp) async throws(JournalError) -> [(seq: Int64, sighting: Sighting)] {
        guard sight != nil else { return [] }
        var found: [(seq: Int64, sighting: Sighting)] = []
        while true {
            let page = try await history.journal.entries(
                kind: Reading.withheldKind, meter: history.series, in: (lastWithheld + 1)..<Int64.max,
                limit: Limits.insightPage)
            guard let last = page.last else { return found }
            lastWithheld = last.seq
            found += page.compactMap(JournalledReading.init).filter {
                $0.timeQuality != .floor && Self.isOfUse($0.at, now: now)
            }.map {
                ($0.seq, Sighting(at: $0.at, index: nil, reasons: $0.reasons))
            }
            found.removeFirst(max(0, found.count - Limits.insightWithheld))
        }
    }

    private mutating func see(_ sighting: Sighting, _ zone: LocalTime) -> [WarningEvent] {
        (sight?.add(sighting, local: zone.local(at: sighting.at)) ?? []).filter {
            watch.rules.kinds.contains($0.warning.kind)
        }
    }

    /// Whether a reading may count by its time: a clock that was far ahead would hide everything that comes after it.
    static func isOfUse(_ at: Timestamp, now: Timestamp) -> Bool {
        let day: Int64 = 86_400_000
        return (now.milliseconds - Limits.pastDays * day...now.milliseconds + Limits.insightAhead).contains(
            at.milliseconds)
    }

    /// Takes up what was told before a restart and only older pictures than the journal has could tell again.
    mutating func resume(_ told: [Warning]) {
        for warning in told where warning.kind == .fading { sight?.resume(fading: warning) }
    }

    /// Takes up a reading; what is to be told. Of one that is remembered nobody knows what its picture was like.
    private mutating func add(_ point: UsagePoint, _ zone: LocalTime, isRemembered: Bool = false) -> [WarningEvent] {
        var events: [WarningEvent] = []
        if let last, last.run != point.run {
            events = watch.exchange(at: point.at)
            forecast = UsageForecast(decimals: register.decimals)
        }
        last = point
        let local = zone.local(at: point.at)
        if !isRemembered { events += see(Sighting(at: point.at, index: point.index, reasons: point.reasons), zone) }
        events += watch.add(point.index, at: point.at, local: local)
        forecast.add(point.index, at: point.at, local: local)
        return events
    }

    /// No reading has come for a while; what is to be told.
    mutating func pass(to now: Timestamp) -> [WarningEvent] { watch.pass(to: now) }
}
