import Testing

@testable import Uplink

@Suite struct UplinkErrorTests {
    @Test("every message names the place and the reason")
    func messages() {
        let errors: [(UplinkError, [String])] = [
            (.badTopic(template: "T", reason: "R"), ["T", "R"]), (.badPayload(seq: 7), ["7"]),
            (.noTopic(seq: 7, meter: "M", reason: "R"), ["7", "M", "R"]),
            (.unreachable(endpoint: "E", reason: "R"), ["E", "R"]),
            (.rejected(endpoint: "E", reason: "R"), ["E", "R"]),
            (.lost(endpoint: "E", reason: "R"), ["E", "R"]),
            (.unacknowledged(endpoint: "E", seq: 7, after: .seconds(3)), ["E", "7", "3"]),
            (.refused(endpoint: "E", seq: 7, topic: "T", reason: "R"), ["E", "7", "T", "R"]),
            (.denied(endpoint: "E", topic: "T", reason: "R"), ["E", "T", "R"]),
            (.untrusted(endpoint: "E", reason: "R"), ["E", "R", "clock"]),
            (.file(path: "P", operation: "O", reason: "R"), ["P", "O", "R"]), (.closed(sink: "S"), ["S"]),
        ]
        for (error, words) in errors {
            #expect(words.allSatisfy { error.description.contains($0) }, "\(error)")
        }
    }

    @Test("only what lies in the entry itself is hopeless; a broker's refusal can be mended at the broker")
    func hopeless() {
        #expect(UplinkError.badPayload(seq: 7).hopelessEntry == 7)
        #expect(UplinkError.noTopic(seq: 8, meter: "a/b", reason: "R").hopelessEntry == 8)
        #expect(UplinkError.refused(endpoint: "E", seq: 7, topic: "T", reason: "R").hopelessEntry == nil)
        #expect(UplinkError.badTopic(template: "T", reason: "R").hopelessEntry == nil)
    }
}
