// Causes in words.

import Capture
import Testing

@Suite("A cause of a reading")
struct TriggerTests {
    @Test("has a name for machines and words for journals")
    func words() {
        let due = DueSlot(slot: .uptime(5))
        let known: [(Trigger, String, String)] = [
            (.schedule(due), "schedule", "slot uptime 5 ms"), (.edge(line: "reed"), "edge", "edge on reed"),
            (.pulses(1), "pulses", "1 pulse"), (.pulses(25), "pulses", "25 pulses"), (.demand, "demand", "on demand"),
            (.start, "start", "start of the agent"), (.cameraBack, "camera-back", "the camera is back"),
        ]
        for (trigger, name, text) in known { #expect(trigger.name == name && trigger.text == text) }
    }
}
