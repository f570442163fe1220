// Due slots in words.

import Capture
import Testing

@Suite("A due slot")
struct DueSlotTests {
    @Test("tells what is unusual about it")
    func text() {
        #expect(DueSlot(slot: .uptime(60_000)).text == "uptime 60000 ms")
        #expect(DueSlot(slot: .uptime(1), passed: 3).text == "uptime 1 ms, and 3 before it that passed unread")
        #expect(DueSlot(slot: .uptime(1), passed: 1000).text.contains("at least 1000 before it"))
        #expect(DueSlot(slot: .uptime(1), isRepeated: true).text == "uptime 1 ms, again: the clock had been ahead")
    }
}
