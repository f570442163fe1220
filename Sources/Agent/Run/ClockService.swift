// Looks at the clock until it is set, so that what waits for the time is not kept waiting for the next reading.

import Journal
import ServiceLifecycle

/// The service that waits for the time.
struct ClockService: Service, CustomStringConvertible {
    let watch: ClockWatch

    var description: String { "clock" }

    func run() async throws {
        let watch = watch
        let outcome: Result<Void, JournalError> = await cancelWhenGracefulShutdown {
            do throws(JournalError) {
                while !Task.isCancelled {
                    _ = try await watch.corrections()
                    try? await Task.sleep(for: Limits.clockLook)
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }
}
