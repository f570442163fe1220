// A water meter of one litre, read every five minutes, for the tests of the watches. Its people draw water at seven, at noon and at
// seven in the evening, every day alike.

import Metering
import Recognition

/// A meter under watch.
struct WatchedMeter {
    var watch: UsageWatch
    var minute = 0
    var litres = 0.0
    /// What always flows, in litres an hour.
    var flow = 0.0
    var lives = true

    init(_ rules: WarningRules = WarningRules(medium: .water, decimals: 3, watchesNoUse: true)) {
        watch = UsageWatch(rules)
    }

    var now: Timestamp { Timestamp(milliseconds: 1_767_225_600_000 + Int64(minute) * 60_000) }

    /// Lets minutes pass; what was told.
    mutating func pass(minutes: Int) -> [WarningEvent] {
        var events: [WarningEvent] = []
        for _ in 0..<minutes / 5 {
            minute += 5
            litres += flow / 12
            let ofDay = minute % 1_440
            if lives, [420, 425, 720, 1_140, 1_145, 1_320].contains(ofDay) { litres += 30 }
            events += read()
        }
        return events
    }

    mutating func pass(days: Int) -> [WarningEvent] { pass(minutes: days * 1_440) }

    mutating func read() -> [WarningEvent] {
        watch.add(Index(units: Int64(litres + 1_000_000), decimals: 3), at: now, local: now.milliseconds)
    }
}
