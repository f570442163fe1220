import Journal
import Testing

@testable import Uplink

@Suite struct EnvelopeTests {
    private func line(_ payload: String, device: String = "gw") throws -> String {
        var content = sample(1)
        content.payload = Array(payload.utf8)
        let identity = JournalIdentity(device: device, journal: "ab")
        return String(
            decoding: try Envelope.line(for: Entry(seq: 7, content: content), identity: identity), as: UTF8.self)
    }

    @Test(
        "the entry's name comes before the payload's own keys",
        arguments: [
            ("{\"index\":\"1.5\"}", ",\"index\":\"1.5\"}"), ("{}", "}"), (" { } \n", "}"),
            ("\n{ \"a\": {},\r\n\"b\": \"}\" }", ", \"a\": {},  \"b\": \"}\" }"),
        ])
    func splice(payload: String, rest: String) throws {
        #expect(try line(payload) == "{\"device\":\"gw\",\"journal\":\"ab\",\"seq\":7" + rest)
    }

    @Test("a picture comes last, in base 64")
    func picture() throws {
        var content = sample(1)
        for (payload, rest) in [
            ("{\"a\":1}", ",\"a\":1,\"picture\":\"/9j/AA==\"}"), ("{}", ",\"picture\":\"/9j/AA==\"}"),
        ] {
            content.payload = Array(payload.utf8)
            let line = try Envelope.line(
                for: Entry(seq: 7, content: content), identity: JournalIdentity(device: "gw", journal: "ab"),
                picture: [0xFF, 0xD8, 0xFF, 0x00])
            #expect(String(decoding: line, as: UTF8.self) == "{\"device\":\"gw\",\"journal\":\"ab\",\"seq\":7" + rest)
        }
    }

    @Test("names are escaped as JSON wants it")
    func escapes() throws {
        let line = try line("{}", device: "a\"b\\c\nd\u{1}\u{1F}é\u{1F600}/")
        #expect(line.hasPrefix("{\"device\":\"a\\\"b\\\\c\\nd\\u0001\\u001fé\u{1F600}/\","))
    }

    @Test(
        "a payload that is no object is refused", arguments: ["", " ", "7", "[1]", "\"{}\"", "{", "}", "{\"a\":1} x"])
    func refused(payload: String) {
        #expect(throws: UplinkError.badPayload(seq: 7)) { try line(payload) }
    }

    private func line(_ payload: String, _ clock: ClockState, restamped: Int64? = nil) throws -> String {
        let time = EntryTime(bootID: "b", monotonicMilliseconds: 90, wallMilliseconds: 5_000, clock: clock)
        let content = NewEntry(kind: "reading", meter: "m", time: time, payload: Array(payload.utf8))
        return String(
            decoding: try Envelope.line(
                for: Entry(seq: 7, content: content, restamped: restamped),
                identity: JournalIdentity(device: "gw", journal: "ab")), as: UTF8.self)
    }

    @Test(
        "a time that was put right stands first, the noted one beside it",
        arguments: [ClockState.floor, .unsynchronised])
    func restamped(clock: ClockState) throws {
        let quality = clock == .floor ? "floor" : "unsynchronised"
        let payload = """
            {"captured_at":"1970-01-01T00:00:05Z","time_quality":"\(quality)","withdraws":[{"captured_at":"1970-01-01T00:00:05Z"}]}
            """
        #expect(
            try line(payload, clock, restamped: 1_790_000_000_000) == """
                {"device":"gw","journal":"ab","seq":7,"boot":"b","uptime_ms":90,"captured_at":"2026-09-21T14:13:20Z",\
                "captured_at_noted":"1970-01-01T00:00:05Z","time_quality":"restamped",\
                "withdraws":[{"captured_at":"1970-01-01T00:00:05Z"}]}
                """)
    }

    @Test("an unsynchronised entry says its boot, so that a head-end can put it right")
    func boot() throws {
        #expect(try line("{}", .unsynchronised).hasSuffix(",\"boot\":\"b\",\"uptime_ms\":90}"))
        #expect(try line("{}", .synchronised) == "{\"device\":\"gw\",\"journal\":\"ab\",\"seq\":7}")
        #expect(try line("{}", .given) == "{\"device\":\"gw\",\"journal\":\"ab\",\"seq\":7}")
    }

    @Test("no line has a line end in it")
    func oneLine() throws {
        #expect(try !line("{\n\"a\":\r\n1\n}").contains { $0.isNewline })
    }
}
