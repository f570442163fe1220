// Looks at the clock until it is set, so that what waits for the time is not kept waiting for the next reading.

import Journal
import ServiceLifecycle

/// The service that waits for the time.
struct ClockService: Service, CustomStringConvertible {
    let watch: ClockWatch
    var pulse = Pulse()
    var pause = Limits.clockLook

    var description: String { "clock" }

    func run() async throws {
        let (watch, pulse, pause) = (watch, pulse, pause)
        let outcome: Result<Void, JournalError> = await cancelWhenGracefulShutdown {
            do throws(JournalError) {
                while !Task.isCancelled {
                    pulse.work("looks whether the clock is set", within: Limits.journalAllowance)
                    _ = try await watch.corrections()
                    pulse.rest("rests", for: pause)
                    try? await Task.sleep(for: pause)
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }
}
