import Journal
import Testing

@testable import Uplink

/// An entry like those of the agent.
func reading(
    _ seq: Int64, index: String? = "00662.90", meter: String = "cellar", unit: String = "m³",
    at milliseconds: Int64 = 1_700_000_000_123
) -> Entry {
    let value = index.map { "\"\($0)\"" } ?? "null"
    let payload = """
        {"meter":"\(meter)","register":"main","captured_at":"2023-11-14T22:13:20.123Z","time_quality":"synchronised",\
        "unit":"\(unit)","index":\(value),"confidence":\(index == nil ? "0.41" : "0.9998"),"quality":\(index == nil ? 2 : 4),\
        "reasons":\(index == nil ? "[\"ambiguous\",\"glare\"]" : "[]"),"positions":[{"position":null,"spread":0.1,"none":0}]}
        """
    return Entry(
        seq: seq,
        content: NewEntry(
            kind: index == nil ? "withheld" : "reading", meter: meter,
            time: EntryTime(
                bootID: "b", monotonicMilliseconds: 1, wallMilliseconds: milliseconds, clock: .synchronised),
            payload: Array(payload.utf8)))
}

@Suite struct InfluxLineTests {
    private func text(_ entry: Entry, device: String = "gw", measurement: String = "reading") throws -> String {
        try InfluxLine.text(
            for: entry, identity: JournalIdentity(device: device, journal: "ab"), measurement: measurement)
    }

    @Test("a reading is a point with its index as a number and as it stands on the meter")
    func published() throws {
        #expect(
            try text(reading(1_000_007))
                == "reading,device=gw,meter=cellar,register=main,unit=m³ index=662.90,index_text=\"00662.90\","
                + "confidence=0.9998,quality=4i,time_quality=\"synchronised\",journal=\"ab\",seq=1000007i 1700000000123000007"
        )
    }

    @Test("a time that was put right is the point's, and says so")
    func restamped() throws {
        let noted = reading(8)
        let line = try text(Entry(seq: 8, content: noted.content, restamped: 1_700_000_005_000))
        #expect(line.contains("time_quality=\"restamped\""))
        #expect(line.hasSuffix(" 1700000005000000008"))
    }

    @Test("a withheld reading is told in a measurement of its own, with its reasons")
    func withheld() throws {
        #expect(
            try text(reading(8, index: nil))
                == "reading_withheld,device=gw,meter=cellar,register=main,unit=m³ confidence=0.41,quality=2i,"
                + "reasons=\"ambiguous,glare\",time_quality=\"synchronised\",journal=\"ab\",seq=8i 1700000000123000008")
    }

    @Test("whatever else is journalled is an event with all that it says")
    func event() throws {
        var content = sample(1).self
        content.kind = "drift"
        content.payload = Array("{\"text\":\"a \\\"b\\\"\",\n\"n\":1}".utf8)
        #expect(
            try text(Entry(seq: 9, content: content))
                == "reading_event,device=gw,meter=gas,kind=drift payload=\"{\\\"text\\\":\\\"a \\\\\\\"b\\\\\\\"\\\", \\\"n\\\":1}\","
                + "journal=\"ab\",seq=9i 2000009")
    }

    @Test("names are escaped by the rules, and cannot break out")
    func escaped() throws {
        let line = try text(
            reading(1, meter: "a b,c=d", unit: "x\\\\"), device: "e\\\nf 1\\", measurement: "my reading,x=y")
        #expect(
            line.hasPrefix("my\\ reading\\,x=y,device=e\\_f\\ 1/,meter=a\\ b\\,c\\=d,register=main,unit=x/ index="),
            "\(line)")
        #expect(!line.contains("\n"))
    }

    @Test(
        "an index is a plain number",
        arguments: [
            ("0", "0"), ("000", "0"), ("00.50", "0.50"), ("-0012.3", "-12.3"), ("7", "7"),
            ("123456789.123456789", "123456789.123456789"),
        ])
    func numbers(index: String, number: String) throws {
        #expect(try text(reading(1, index: index)).contains(" index=\(number),index_text=\"\(index)\","))
    }

    @Test(
        "what is no index is an event, and not a point of the wrong type",
        arguments: ["", "-", "1.", ".5", "1e5", "nan", "1i", "--1"])
    func noNumber(index: String) throws {
        #expect(try text(reading(1, index: index)).hasPrefix("reading_event,"))
    }

    @Test("a payload that is no object is refused", arguments: ["7", "[]", "{", ""])
    func refused(payload: String) {
        var content = sample(1)
        content.payload = Array(payload.utf8)
        #expect(throws: UplinkError.badPayload(seq: 7)) { try text(Entry(seq: 7, content: content)) }
    }

    @Test("times beyond what nanoseconds reach do not overflow", arguments: [Int64.max, Int64.min])
    func times(milliseconds: Int64) throws {
        #expect(try text(reading(1, at: milliseconds)).hasSuffix("000000001") || milliseconds < 0)
    }
}
