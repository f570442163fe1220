// Reminds of a service by the hours that a machine has run since the last one, each reminder once: some hours before, and when it is due.

import Recognition

/// The watch over a machine's hours.
public struct MaintenanceWatch: Sendable, Equatable {
    /// Hours of operation from one service to the next.
    public let every: Double
    /// Hours before it is due at which somebody is reminded; nought is when it is.
    public let before: [Double]
    /// The reminder that was given last, until the machine is serviced.
    public private(set) var open: Warning?
    /// Hours that it has run since it was serviced, or since it is watched; nil before the first reading.
    public private(set) var sinceService: Double?
    private var start: (hours: Double, reading: RegisterCard.Start)?
    private var given = 0

    /// A watch that has seen nothing.
    public init(every: Double, before: [Double] = [100, 0]) {
        (self.every, self.before) = (every, before.sorted(by: >))
    }

    /// Takes up how long the machine has run in all, in hours, by its own counter or by `LoadMeter`, and the reading that showed it; the
    /// reminder that is due, if it was not given. Of several the last counts.
    public mutating func add(hours: Double, _ reading: RegisterCard.Start) -> WarningEvent? {
        // A counter that goes back is another one.
        guard let start, hours >= start.hours else {
            (self.start, sinceService) = ((hours, reading), 0)
            return nil
        }
        let run = hours - start.hours
        sinceService = run
        let due = before.filter { run >= every - $0 }.count
        guard due > given else { return nil }
        given = due
        let warning = Warning(
            .maintenance, first: start.reading, last: reading, found: run, usual: every, unit: "h")
        open = warning
        return .began(warning)
    }

    /// The machine was serviced when it had run so many hours in all.
    public mutating func service(hours: Double, _ reading: RegisterCard.Start) -> WarningEvent? {
        (start, sinceService, given) = ((hours, reading), 0, 0)
        guard let warning = open else { return nil }
        open = nil
        return .over(warning, at: reading.at, .ended)
    }

    /// Takes up a reminder that was given before a restart.
    mutating func resume(_ warning: Warning) {
        open = warning
        given = before.filter { warning.found >= every - $0 }.count
    }

    /// All mistakes; `key` is where it stands.
    public func mistakes(_ key: String) -> [CardMistake] {
        guard every > 0, every.isFinite else {
            return [CardMistake(key + ".every", "\(every) hours is no time", "write the hours between two services")]
        }
        return before.filter { !($0 >= 0 && $0 < every) }.map { hours in
            CardMistake(
                key + ".remind", "nobody can be reminded \(hours) hours before", "write 0 or more, and less than every")
        }
    }

    /// Whether both have seen the same.
    public static func == (a: MaintenanceWatch, b: MaintenanceWatch) -> Bool {
        a.every == b.every && a.before == b.before && a.open == b.open && a.given == b.given
            && a.sinceService == b.sinceService
            && a.start?.hours == b.start?.hours && a.start?.reading == b.start?.reading
    }
}
