import Testing

@testable import Uplink

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct WakePipeTests {
    private func isReadable(_ pipe: WakePipe) -> Bool {
        var descriptor = pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) == 1
    }

    @Test("a wake-up is there until it is drained, however many there were")
    func wakes() throws {
        let pipe = try #require(WakePipe())
        #expect(!isReadable(pipe))
        for _ in 0..<100_000 { pipe.wake() }
        #expect(isReadable(pipe))
        pipe.drain()
        #expect(!isReadable(pipe))
    }
}
