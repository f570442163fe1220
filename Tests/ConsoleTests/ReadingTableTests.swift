// The table of readings: part by part, and nothing in it that a program would take for a formula.

import Metering
import Testing

@testable import Console

@Suite struct ReadingTableTests {
    private let part = HistorySource.Part(
        meter: "cellar", register: "main", from: Moment.ends.lowerBound, to: Moment.ends.upperBound)

    @Test func everyReadingIsALine() async throws {
        let table = ReadingTable(part, TestHistory.source)
        var text = ""
        while let more = try await table.next() { text += more }
        let lines = text.split(separator: "\r\n")
        #expect(lines.count == 121 && text.hasSuffix("\r\n"))
        #expect(lines[0] == "time,index,unit,quality,reasons,seq,state")
        #expect(lines[1] == "2023-11-13T23:10:00Z,662.9052,m³,4,,1,published")
        #expect(lines[3] == "2023-11-13T23:30:00Z,,m³,2,glare,3,withheld")
        #expect(lines[4].hasSuffix(",4,withdrawn"))
    }

    @Test func aLongTableComesInParts() async throws {
        var history = TestHistory.source
        history.readings = { _, after, limit in
            (after + 1...after + Int64(limit)).filter { $0 <= 1_234 }.map { seq in
                var reading = TestHistory.readings[0]
                reading.seq = seq
                return reading
            }
        }
        let table = ReadingTable(part, history)
        var parts: [Int] = []
        while let more = try await table.next() { parts.append(more.split(separator: "\r\n").count) }
        #expect(parts == [1, 500, 500, 234])
    }

    @Test(arguments: [
        ("m³", "m³"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("=a,b", "\"'=a,b\""), ("\r\n", "\"'\r\n\""), ("", ""),
    ]) func noFieldIsAFormula(text: String, field: String) { #expect(ReadingTable.field(text) == field) }
}
