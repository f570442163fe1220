// Mistakes in words.

import Capture
import Testing

@Suite("A mistake in a schedule")
struct ScheduleMistakeTests {
    @Test("says where it is, what is wrong and what would be right")
    func text() {
        #expect(
            ScheduleMistake("a b", at: 3, in: .hour, "wrong", "right").description
                == "\"a b\", hour, character 3: wrong; right")
        #expect(ScheduleMistake("a b", at: 3, "wrong", "right").description == "\"a b\", character 3: wrong; right")
        #expect(ScheduleMistake("a b", "wrong", "right").description == "\"a b\": wrong; right")
    }
}
