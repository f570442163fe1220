// Asks the journal from time to time how much waits: the answer stands in the status line, and a journal that gives none is frozen, also
// where nothing is read for hours.

import Journal
import ServiceLifecycle

/// The service that looks after the journal.
struct JournalService: Service, CustomStringConvertible {
    let journal: Journal
    let sinks: [String]
    let status: AgentStatus
    var pulse = Pulse()
    var pause = Limits.journalQuestion

    var description: String { "journal" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                pulse.work("answers", within: Limits.journalAllowance)
                let began = ContinuousClock.now
                var most: Int?
                for sink in sinks {
                    guard let count = try? await journal.pendingCount(for: sink) else { continue }
                    most = max(most ?? 0, count)
                }
                status.note(queue: most)
                // A long queue takes long to count; whoever counts it all the time does nothing else.
                let pause = max(pause, (ContinuousClock.now - began) * 100)
                pulse.rest("rests", for: pause)
                try? await Task.sleep(for: pause)
            }
        }
    }
}
