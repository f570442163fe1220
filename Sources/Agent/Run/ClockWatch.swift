// Watches for the moment in which a board that began without the time gets it: from then on the journal puts right what was noted
// before, and says so in an entry of its own. Any number of services may ask; the first that sees it makes it known.

import Journal
import Logging
import Metering
import Uplink

/// The clock of this boot, before and after it was set.
actor ClockWatch {
    private let clock: AgentClock
    private let journal: Journal
    private let logger: Logger
    private var isKnown = false
    /// The clock has been set since the agent began, after it had noted other times.
    private var turns = 0

    init(clock: AgentClock, journal: Journal, logger: Logger) {
        self.clock = clock
        self.journal = journal
        self.logger = logger
    }

    /// How often noted times were put right since the agent began; who remembers times has to read them anew when it rises.
    func corrections() async throws(JournalError) -> Int {
        try await look()
        return turns
    }

    private func look() async throws(JournalError) {
        guard !isKnown else { return }
        if try await journal.bootTime(of: clock.bootID) != nil {
            isKnown = true
            return
        }
        let now = clock.now()
        guard now.clock == .synchronised else { return }
        // Before anything else is awaited: whoever asks next must not begin again.
        isKnown = true
        let boot = BootTime(
            bootID: now.bootID, wallAtStart: now.wallMilliseconds - now.monotonicMilliseconds,
            knownSince: now.monotonicMilliseconds)
        let count = try await journal.learn(boot)
        guard count > 0 else { return }
        turns += 1
        logger.info("the clock is set: \(count) entries of before have their time put right")
        do throws(JournalError) {
            try await journal.append(
                NewEntry(kind: CameraWatch.kind, meter: "", time: now, json: payload(boot, count, now)))
        } catch {
            // Each entry says by itself that its time was put right; without room the summary may be missing.
            if error.mustEndProcess { throw error }
        }
    }

    /// For a head-end that already has some of them as they were noted.
    private func payload(_ boot: BootTime, _ count: Int, _ now: EntryTime) -> String {
        var object = JSONObject()
        object.set("event", "clock-set")
        object.set("state", "done")
        object.set("captured_at", now.wall.text)
        object.set("boot", boot.bootID)
        object.set("boot_began_at", Timestamp(milliseconds: boot.wallAtStart).text)
        object.set("entries", count)
        return object.text
    }
}

extension EntryTime {
    /// The wall time.
    var wall: Timestamp { Timestamp(milliseconds: wallMilliseconds) }

    /// What it is worth, as readings say it.
    var quality: TimeQuality {
        switch clock {
        case .synchronised: .synchronised
        case .unsynchronised: .unsynchronised
        case .floor: .floor
        case .given: .given
        }
    }
}
