// Has what the journal gets looked at when it gets something, and now and then when it gets nothing.

import Journal
import ServiceLifecycle

/// The service that makes sense of readings.
struct InsightService: Service, CustomStringConvertible {
    let desk: InsightDesk
    let journal: Journal

    var description: String { "insights" }

    func run() async throws {
        let (desk, journal) = (desk, journal)
        let outcome: Result<Void, JournalError> = await cancelWhenGracefulShutdown {
            do throws(JournalError) {
                try await Self.loop(desk, journal)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    private static func loop(_ desk: InsightDesk, _ journal: Journal) async throws(JournalError) {
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
        var waits = signals.makeAsyncIterator()
        while !Task.isCancelled, await waits.next() != nil {
            try await desk.look()
            // Readings of several meters come at the same time.
            try? await Task.sleep(for: Limits.insightPause)
        }
    }
}
