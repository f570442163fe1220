// The text of slots.

import Capture
import Metering
import Testing

@Suite("A slot")
struct SlotTests {
    @Test("comes back from its text")
    func roundTrip() {
        for slot in [
            Slot.wall(Timestamp(milliseconds: 1_795_246_205_250)), .wall(Timestamp(milliseconds: 0)), .uptime(900_000),
        ] {
            #expect(Slot(slot.text) == slot)
        }
        #expect(Slot.uptime(900_000).text == "uptime 900000 ms")
    }

    @Test(
        "is not read from nonsense", arguments: ["", "uptime", "uptime x ms", "uptime -1 ms", "uptime 5", "1534212837"])
    func nonsense(text: String) {
        #expect(Slot(text) == nil)
    }
}
