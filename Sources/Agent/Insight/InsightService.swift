// Has what the journal gets looked at when it gets something, and now and then when it gets nothing.

import Journal
import ServiceLifecycle

/// The service that makes sense of readings.
struct InsightService: Service, CustomStringConvertible {
    let desk: InsightDesk
    let journal: Journal
    var pulse = Pulse()

    var description: String { "insights" }

    func run() async throws {
        let (desk, journal, pulse) = (desk, journal, pulse)
        let outcome: Result<Void, JournalError> = await cancelWhenGracefulShutdown {
            do throws(JournalError) {
                try await Self.loop(desk, journal, pulse)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    private static func loop(
        _ desk: InsightDesk, _ journal: Journal, _ pulse: Pulse
    ) async throws(JournalError) {
        let (signals, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let appends = await journal.appends()
        let ringer = Task { for await _ in appends { bell.yield() } }
        let timer = Task {
            while (try? await Task.sleep(for: Limits.insightLook)) != nil { bell.yield() }
        }
        defer {
            ringer.cancel()
            timer.cancel()
        }
        bell.yield()
        pulse.rest("rests", for: Limits.insightLook)
        var waits = signals.makeAsyncIterator()
        while !Task.isCancelled, await waits.next() != nil {
            pulse.work("looks at readings", within: Limits.insightAllowance)
            try await desk.look { pulse.work($0, within: Limits.insightAllowance) }
            pulse.rest("rests", for: Limits.insightLook)
            // Readings of several meters come at the same time.
            try? await Task.sleep(for: Limits.insightPause)
        }
    }
}
