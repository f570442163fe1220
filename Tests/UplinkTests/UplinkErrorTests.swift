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
            (.refused(endpoint: "E", seq: 7, topic: "", reason: "R"), ["E", "7", "R", "check what the server takes"]),
            (.badAddress(address: "A", reason: "R"), ["A", "R"]),
            (.untrusted(endpoint: "E", reason: "R"), ["E", "R", "clock"]),
            (.notAccepted(endpoint: "E", answer: "404 X", advice: "R"), ["E", "404 X", "R"]),
            (.busy(endpoint: "E", answer: "503 X", retryAfter: .seconds(9)), ["E", "503 X", "9"]),
            (.file(path: "P", operation: "O", reason: "R"), ["P", "O", "R"]), (.closed(sink: "S"), ["S"]),
        ]
        for (error, words) in errors {
            #expect(words.allSatisfy { error.description.contains($0) }, "\(error)")
        }
    }

    @Test("a trouble stays the same in whatever words and times it is told")
    func trouble() {
        let same: [(UplinkError, UplinkError)] = [
            (.unreachable(endpoint: "E", reason: "after 3 ms"), .unreachable(endpoint: "E", reason: "after 17 ms")),
            (.lost(endpoint: "E", reason: "after 3 ms"), .lost(endpoint: "E", reason: "after 17 ms")),
            (.untrusted(endpoint: "E", reason: "R:1"), .untrusted(endpoint: "E", reason: "R:2")),
            (
                .notAccepted(endpoint: "E", answer: "200 \"page 1\"", advice: "A"),
                .notAccepted(endpoint: "E", answer: "200 \"page b\"", advice: "A")
            ),
            (
                .busy(endpoint: "E", answer: "503 \"request 1\"", retryAfter: nil),
                .busy(endpoint: "E", answer: "503", retryAfter: .seconds(9))
            ),
            (
                .refused(endpoint: "E", seq: 7, topic: "", reason: "400 \"id a\""),
                .refused(endpoint: "E", seq: 7, topic: "", reason: "400 \"id b\"")
            ),
        ]
        for (one, other) in same { #expect(one.trouble == other.trouble) }
        // All of one endpoint, and no two the same.
        let others: [UplinkError] =
            same.map(\.0) + [
                .lost(endpoint: "E", reason: "reset"), .notAccepted(endpoint: "E", answer: "401", advice: "A"),
                .notAccepted(endpoint: "E", answer: "200", advice: "B"),
                .busy(endpoint: "E", answer: "500", retryAfter: nil),
                .refused(endpoint: "E", seq: 8, topic: "", reason: "400"), .rejected(endpoint: "E", reason: "R"),
            ]
        #expect(Set(others.map(\.trouble)).count == others.count)
    }

    @Test("only what lies in the entry itself is hopeless; a broker's refusal can be mended at the broker")
    func hopeless() {
        #expect(UplinkError.badPayload(seq: 7).hopelessEntry == 7)
        #expect(UplinkError.noTopic(seq: 8, meter: "a/b", reason: "R").hopelessEntry == 8)
        #expect(UplinkError.refused(endpoint: "E", seq: 7, topic: "T", reason: "R").hopelessEntry == nil)
        #expect(UplinkError.badTopic(template: "T", reason: "R").hopelessEntry == nil)
    }
}
