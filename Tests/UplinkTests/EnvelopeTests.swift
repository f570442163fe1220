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

    @Test("no line has a line end in it")
    func oneLine() throws {
        #expect(try !line("{\n\"a\":\r\n1\n}").contains { $0.isNewline })
    }
}
