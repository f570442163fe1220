import Testing

@testable import Uplink

@Suite struct BackoffTests {
    private func limits() -> UplinkLimits {
        var limits = UplinkLimits()
        limits.firstPause = .seconds(1)
        limits.longestPause = .seconds(10)
        limits.stablePeriod = .seconds(60)
        return limits
    }

    @Test("pauses double up to the longest")
    func doubling() {
        var backoff = Backoff(limits: limits(), random: { 1 })
        let pauses = (0..<6).map { _ in backoff.pause() }
        #expect(pauses == [1, 2, 4, 8, 10, 10].map { Duration.seconds($0) })
    }

    @Test("jitter takes away at most half")
    func jitter() {
        var low = Backoff(limits: limits(), random: { 0 })
        #expect(low.pause() == .milliseconds(500))
        #expect(low.pause() == .seconds(1))
        var real = Backoff(limits: limits())
        let pauses = (0..<100).map { _ in real.pause() }.dropFirst(4)
        #expect(pauses.allSatisfy { $0 >= .seconds(5) && $0 <= .seconds(10) })
        #expect(Set(pauses).count > 1)
    }

    @Test("only a stable period makes pauses small again")
    func reset() {
        var backoff = Backoff(limits: limits(), random: { 1 })
        _ = (backoff.pause(), backoff.pause())
        #expect(backoff.pause(afterSuccessOf: .seconds(59)) == .seconds(4))
        #expect(backoff.pause(afterSuccessOf: .seconds(60)) == .seconds(1))
        #expect(backoff.pause() == .seconds(2))
    }

    @Test("a thousand failures are no trouble")
    func many() {
        var backoff = Backoff(limits: limits(), random: { 1 })
        for _ in 0..<1_000 { _ = backoff.pause() }
        #expect(backoff.pause() == .seconds(10))
    }
}
