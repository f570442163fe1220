// Watches whether the meter can be seen: a camera that was covered, moved or looks at another meter is told before anybody misses readings,
// and glass that gets dirty or a light that gets weaker while everything can still be read.

import Recognition

/// A picture of the meter, and what it was good for.
public struct Sighting: Sendable, Equatable {
    /// When it was taken.
    public var at: Timestamp
    /// The index that was published; nil where it was withheld.
    public var index: Index?
    /// Why it was not simply accepted.
    public var reasons: [Reason]

    /// A picture.
    public init(at: Timestamp, index: Index?, reasons: [Reason]) {
        (self.at, self.index, self.reasons) = (at, index, reasons)
    }

    /// Whether it was dark, pale, blurred or dazzled, published or not.
    var isPoor: Bool {
        reasons.contains { [.dark, .glare, .blurred, .occluded, .wet, .lowContrast, .overexposed].contains($0) }
    }

    /// What keeps the meter from being seen at all; nil where it was read, or only its dials could not be.
    var obstacle: WarningKind? {
        guard index == nil else { return nil }
        if reasons.contains(.notThisMeter) { return .otherMeter }
        if reasons.contains(.moved) { return .moved }
        return reasons.contains { [.occluded, .dark, .overexposed, .lightFailed].contains($0) } ? .covered : nil
    }

    /// Whether it was only too dark, as every night where nobody has hung up a lamp.
    var isDark: Bool { obstacle == .covered && reasons.contains(.dark) && !reasons.contains(.occluded) }
}

/// The watch over what a camera sees of one meter.
public struct SightWatch: Sendable, Equatable {
    /// What keeps the meter from being seen, if that was told and is not over.
    public private(set) var obstructed: Warning?
    /// That its pictures get worse, if that was told and is not over.
    public private(set) var fading: Warning?
    private var published: RegisterCard.Start?
    /// Since when it has not been seen, and in how many pictures.
    private var hidden: (since: Timestamp, count: Int, isDark: Bool)?
    /// Seconds that the longest dark took that passed by itself.
    private var longestDark = 0.0
    private var day: Int64?
    private var count = (all: 0, poor: 0)
    private var shares = RecentDays(capacity: Limits.habitDays)
    private var openDays = 0

    /// A camera of which nothing is known.
    public init() {}

    /// The warnings that were told and are not over.
    public var open: [Warning] { [obstructed, fading].compactMap { $0 } }

    /// Takes up a picture; what is to be told.
    /// - Parameter local: its time by the clock on the wall, in milliseconds since 1970-01-01T00:00 as that clock shows it.
    public mutating func add(_ sighting: Sighting, local: Int64) -> [WarningEvent] {
        var events: [WarningEvent] = []
        if let index = sighting.index { published = RegisterCard.Start(index: index, at: sighting.at) }
        let today = local.floorDivided(by: 86_400_000)
        if let day, today > day { events += close() }
        day = max(day ?? today, today)
        // What is in its way says nothing of the glass.
        if sighting.obstacle == nil { count = (count.all + 1, count.poor + (sighting.isPoor ? 1 : 0)) }
        events += look(sighting)
        return events
    }

    /// Takes up that pictures had got worse before a restart.
    public mutating func resume(fading warning: Warning) { fading = fading ?? warning }

    private mutating func look(_ sighting: Sighting) -> [WarningEvent] {
        guard let kind = sighting.obstacle else {
            // A picture that could not be read for another reason proves nothing.
            guard sighting.index != nil else { return [] }
            if let hidden, hidden.isDark {
                // No night is longer, whatever else hid the meter.
                let dark = min(sighting.at.seconds(since: hidden.since), Limits.darkMax)
                longestDark = max(longestDark * Limits.darkForget, dark)
            }
            hidden = nil
            guard let warning = obstructed else { return [] }
            obstructed = nil
            return [.over(warning, at: sighting.at, .ended)]
        }
        var now = hidden ?? (sighting.at, 0, true)
        now = (now.since, now.count + 1, now.isDark && sighting.isDark)
        hidden = now
        let seconds = sighting.at.seconds(since: now.since)
        let patience = now.isDark ? max(Limits.hiddenSeconds, longestDark * Limits.darkFactor) : Limits.hiddenSeconds
        guard obstructed == nil, let published, now.count >= Limits.hiddenPictures, seconds >= patience else {
            return []
        }
        let warning = Warning(
            kind, first: published, last: published, found: sighting.at.seconds(since: published.at) / 3_600,
            usual: nil,
            unit: "h")
        obstructed = warning
        return [.began(warning)]
    }

    /// The day is over.
    private mutating func close() -> [WarningEvent] {
        defer { count = (0, 0) }
        if fading != nil { openDays += 1 }
        let isTold = count.all >= Limits.fadingPictures
        guard isTold || openDays >= Limits.habitDays, let published else { return [] }
        let share = Double(count.poor) / Double(max(count.all, 1))
        if let warning = fading {
            let isOver = isTold && share < (warning.usual ?? 0) / 100
            guard isOver || openDays >= Limits.habitDays else { return [] }
            (fading, openDays) = (nil, 0)
            if !isOver { shares = RecentDays(capacity: Limits.habitDays) }
            return [.over(warning, at: published.at, isOver ? .ended : .usual)]
        }
        shares.push(share)
        let latest = shares.values.suffix(Limits.fadingDays)
        let earlier = shares.values.dropLast(Limits.fadingDays).sorted()
        guard earlier.count >= Limits.habitDaysMin, let least = latest.min() else { return [] }
        let limit = max(Limits.fadingShare, earlier[earlier.count * 3 / 4] * 2)
        guard least >= limit else { return [] }
        let warning = Warning(
            .fading, first: published, last: published, found: share * 100, usual: limit * 100, unit: "%")
        (fading, openDays) = (warning, 0)
        return [.began(warning)]
    }

    /// Whether both have seen the same.
    public static func == (a: SightWatch, b: SightWatch) -> Bool {
        a.obstructed == b.obstructed && a.fading == b.fading && a.published == b.published
            && a.hidden?.since == b.hidden?.since && a.hidden?.count == b.hidden?.count
            && a.hidden?.isDark == b.hidden?.isDark && a.longestDark == b.longestDark && a.day == b.day
            && a.count == b.count && a.shares == b.shares && a.openDays == b.openDays
    }
}
