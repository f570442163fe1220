// Runs a sink's courier until the agent shuts down.

import Journal
import ServiceLifecycle
import Uplink

/// The service of one sink.
struct CourierService: Service {
    let courier: Courier

    func run() async throws {
        let outcome: Result<Void, JournalError> = await cancelWhenGracefulShutdown {
            do throws(JournalError) {
                return .success(try await courier.run())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }
}
