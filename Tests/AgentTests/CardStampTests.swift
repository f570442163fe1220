// Where a card says it comes from, and what the journal is told of it.

import Journal
import Metering
import Testing
import Uplink

@testable import Agent

@Suite struct CardStampTests {
    private let stamp = CardStamp(
        card: 3, change: .calibrated, by: "console, anna", at: "2026-11-23T06:00:00Z", former: 2, moved: [1, 4],
        old: "4 wheels", new: "5 wheels \"new\"\nand more")

    private static func json(_ entry: NewEntry) -> String {
        String(decoding: Entry(seq: 1, content: entry).json, as: UTF8.self)
    }

    @Test func itIsOneLineThatIsReadAgainAndTakenOff() {
        let text = stamp.line + "meter = \"cellar\"\n"
        #expect(stamp.line.filter { $0 == "\n" }.count == 1)
        #expect(CardStamp.of(text) == stamp && CardStamp.removed(from: text) == "meter = \"cellar\"\n")
        #expect(CardStamp.of("#: {\"card\":\n") == nil && CardStamp.of("meter = \"a\"\n") == nil)
        #expect(CardStamp.removed(from: "# mine\nmeter = \"a\"\n") == "# mine\nmeter = \"a\"\n")
    }

    @Test func itsEntryTellsWhoWhenOldAndNewAsThoseAboutCommandsDo() {
        let time = EntryTime(bootID: "b", monotonicMilliseconds: 1, wallMilliseconds: 0, clock: .synchronised)
        let entry = stamp.entry(of: "cellar", at: time)
        #expect(entry.kind == RemoteRecord.kind && entry.meter == "cellar")
        let text = Self.json(entry)
        for piece in [
            "\"event\":\"command\"", "\"state\":\"done\"", "\"command\":\"set-card\"", "\"by\":\"console, anna\"",
            "\"old\":\"4 wheels\"", "\"new\":\"5 wheels \\\"new\\\"", "\"card\":3", "\"former\":2",
            "\"moved\":[\"1\",\"4\"]", "dials 1, 4 moved by hand", "\"made_at\":\"2026-11-23T06:00:00Z\"",
        ] { #expect(text.contains(piece), "\(piece) in \(text)") }
        let refused = Self.json(stamp.entry(of: "cellar", at: time, failure: "no"))
        #expect(refused.contains("\"state\":\"refused\"") && refused.contains("\"text\":\"no\""))
    }
}
