import Testing

@testable import Uplink

@Suite struct UplinkErrorTests {
    @Test("every message names the place and the reason")
    func messages() {
        let errors: [(UplinkError, [String])] = [
            (.badTopic(template: "T", reason: "R"), ["T", "R"]), (.badPayload(seq: 7), ["7"]),
            (.unreachable(endpoint: "E", reason: "R"), ["E", "R"]),
            (.rejected(endpoint: "E", reason: "R"), ["E", "R"]),
            (.lost(endpoint: "E", reason: "R"), ["E", "R"]),
            (.unacknowledged(endpoint: "E", seq: 7, after: .seconds(3)), ["E", "7", "3"]),
            (.refused(endpoint: "E", seq: 7, topic: "T", reason: "R"), ["E", "7", "T", "R"]),
            (.file(path: "P", operation: "O", reason: "R"), ["P", "O", "R"]), (.closed(sink: "S"), ["S"]),
        ]
        for (error, words) in errors {
            #expect(words.allSatisfy { error.description.contains($0) }, "\(error)")
        }
    }
}
