// What somebody changed, out of the journal.

import Journal
import Metering
import Recognition
import Testing
import Uplink

@testable import Agent

@Suite struct JournalledChangeTests {
    private func change(_ json: String) -> JournalledChange? {
        let time = EntryTime(bootID: "b", monotonicMilliseconds: 0, wallMilliseconds: 0, clock: .synchronised)
        return JournalledChange(
            Entry(seq: 1, content: NewEntry(kind: RemoteRecord.kind, meter: "gas", time: time, json: json)))
    }

    @Test func whoDidWhatAndWhatWasBeforeAreReadBack() throws {
        var record = RemoteRecord(refused: RemoteRefusal("there is no such meter"), id: "7", by: "out, signed")
        let time = EntryTime(bootID: "b", monotonicMilliseconds: 0, wallMilliseconds: 0, clock: .synchronised)
        let refused = try #require(JournalledChange(Entry(seq: 1, content: record.entry(at: time))))
        #expect(refused.by == "out, signed" && refused.state == "refused" && refused.command == nil)
        #expect(refused.text == "there is no such meter" && refused.old == nil)
        record.change = ("every 15m", "every 5m")
        record.index = ("main", "12.5", Timestamp(milliseconds: 0), 0)
        let done = try #require(JournalledChange(Entry(seq: 1, content: record.entry(at: time))))
        #expect(done.old == "every 15m" && done.new == "every 5m" && done.index == "12.5")
    }

    @Test func aCardThatWasPutInForceTheFirstTimeHadNoneBefore() {
        let card = change(
            #"{"event":"command","state":"done","command":"set-card","by":"console, anna","text":"x","old":null,"new":"card 1","card":1,"moved":["3"]}"#
        )
        #expect(card?.old == nil && card?.new == "card 1" && card?.command == "set-card")
        #expect(change("{}") == nil && change("[") == nil)
    }
}
