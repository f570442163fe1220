// A light that fails is told of once, and once that it works again; single shots are no news.

import Testing

@testable import Metering

@Suite struct LightWatchTests {
    private func events(_ shots: [String?]) -> [LightEvent] {
        var watch = LightWatch()
        return shots.compactMap { watch.add($0) }
    }

    @Test func oneBadShotIsNoNews() {
        #expect(events([nil, "dark", "dark", nil, "dark", nil]) == [])
    }

    @Test func aFailureIsToldOnceAndItsEndOnce() {
        let shots: [String?] = [nil, "a", "b", "c", "d", "e", nil, "f", nil, nil, nil, nil]
        #expect(events(shots) == [.failed("c"), .over])
        #expect(events(shots + ["x", "y", "z"]) == [.failed("c"), .over, .failed("z")])
    }

    @Test func theEventSaysWhatToDo() {
        let text = LightEvent.failed("from 3 to 4").payload(of: "water", at: Timestamp(milliseconds: 0))
        #expect(text.contains("\"event\":\"light-failed\"") && text.contains("\"state\":\"due\""), "\(text)")
        #expect(text.contains("check the lamp"))
        #expect(LightEvent.over.payload(of: "water", at: Timestamp(milliseconds: 0)).contains("\"state\":\"over\""))
    }
}
