// Which commands are taken: each once, none after its time, and never again because a clock was put back.

import Metering
import Testing

@testable import Agent

@Suite struct RemoteMemoryTests {
    private let now = Timestamp(milliseconds: 1_795_000_000_000)

    private func order(_ id: String, for milliseconds: Int64) -> RemoteOrder {
        RemoteOrder(
            id: id, until: Timestamp(milliseconds: now.milliseconds + milliseconds), command: .read(meters: []),
            word: .read)
    }

    private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: now.milliseconds + milliseconds) }

    @Test func eachIsTakenOnceAlsoAfterARestart() throws {
        var memory = RemoteMemory()
        #expect(try memory.take(order("a", for: 1_000), at: now))
        #expect(try memory.take(order("a", for: 1_000), at: now) == false)
        #expect(try memory.take(order("b", for: 1_000), at: now))
        memory = RemoteMemory(memory.bytes)
        #expect(try memory.take(order("b", for: 1_000), at: at(999)) == false)
        #expect(RemoteMemory([1, 2, 3]) == RemoteMemory())
    }

    @Test func whatIsVoidOrValidForTooLongIsRefused() throws {
        var memory = RemoteMemory()
        #expect(throws: RemoteRefusal.self) { try memory.take(order("a", for: 0), at: now) }
        #expect(throws: RemoteRefusal.self) { try memory.take(order("a", for: 32 * 86_400_000), at: now) }
        #expect(try memory.take(order("a", for: 31 * 86_400_000), at: now))
    }

    @Test func aClockThatIsPutBackMakesNoCommandValidAgain() throws {
        var memory = RemoteMemory()
        #expect(try memory.take(order("a", for: 1_000), at: now))
        // Forgotten: its time is over.
        #expect(try memory.take(order("b", for: 9_000), at: at(5_000)))
        #expect(throws: RemoteRefusal.self) { try memory.take(order("a", for: 1_000), at: now) }
        memory = RemoteMemory(memory.bytes)
        #expect(throws: RemoteRefusal.self) { try memory.take(order("a", for: 1_000), at: now) }
    }

    @Test func whatIsRememberedHasAnEndAndRoomComesBack() throws {
        var memory = RemoteMemory()
        for number in 0..<Limits.remoteRemembered { #expect(try memory.take(order("\(number)", for: 1_000), at: now)) }
        #expect(throws: RemoteRefusal.self) { try memory.take(order("one more", for: 1_000), at: now) }
        #expect(memory.bytes.count < 64 << 10, "it is written to flash with every command")
        #expect(try memory.take(order("one more", for: 9_000), at: at(2_000)))
    }
}
