import Journal
import Testing

@testable import Uplink

@Suite struct EdgeTopicsTests {
    private func told(_ entries: [Entry]) -> [String: String] {
        var state = SeriesState()
        for entry in entries { _ = state.note(entry) }
        return Dictionary(
            uniqueKeysWithValues: EdgeTopics.messages(state, under: "watermeter/main").map { ($0.topic, $0.payload) })
    }

    @Test("a reading is told in the words of AI-on-the-edge-device")
    func words() {
        let told = told([
            reading(1, "12.5121", minute: 0), reading(2, "12.5123", minute: 5, positions: [0, 1.2, 2.5, 5, 1, 2, 3.3]),
        ])
        let json =
            #"{"value":"12.5123","raw":"012.5123","pre":"12.5121","error":"no error","rate":"0.000040","#
            + #""timestamp":"2026-09-21T14:18:20+0000"}"#
        #expect(
            told == [
                "watermeter/main/value": "12.5123", "watermeter/main/raw": "012.5123",
                "watermeter/main/error": "no error", "watermeter/main/rate": "0.000040",
                "watermeter/main/changeabsolut": "0.0002", "watermeter/main/timestamp": "2026-09-21T14:18:20+0000",
                "watermeter/main/json": json,
            ])
    }

    @Test("before the first reading there is only the error, and no value that could be taken for one")
    func withheld() {
        let told = told([reading(1, nil, minute: 0, reasons: ["glare", "ambiguous"])])
        #expect(told == ["watermeter/main/error": "glare, ambiguous"])
    }
}
