// What waits for the time does not wait for the next reading.

import Journal
import Logging
import Metering
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct ClockServiceTests {
    private let folder = TemporaryFolder()

    @Test(.timeLimit(.minutes(3)))
    func aClockThatIsSetPutsRightWhatWasNotedThoughNothingIsRead() async throws {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        let clock = AgentClock(
            wall: { Timestamp(milliseconds: 1_795_000_000_000) }, sinceBoot: { 9_000 }, isSynchronised: { true },
            bootID: "b")
        let noted = EntryTime(bootID: "b", monotonicMilliseconds: 1_000, wallMilliseconds: 5, clock: .floor)
        try await journal.append(NewEntry(kind: "reading", meter: "m", time: noted, json: "{}"))
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = ClockService(watch: ClockWatch(clock: clock, journal: journal, logger: quiet))
        let run = Task { try await service.run() }
        while try await journal.bootTime(of: "b") == nil { try await Task.sleep(for: .milliseconds(2)) }
        run.cancel()
        try await run.value
        let entries = try await journal.lastEntries(kind: "reading", meter: "m", limit: 1)
        #expect(entries.map(\.restamped) == [1_795_000_000_000 - 8_000])
        try await journal.close()
    }
}
