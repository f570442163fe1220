// Runs a sink's courier until the agent shuts down.

import Journal
import ServiceLifecycle
import Uplink

/// The service of one sink.
struct CourierService: Service {
    let courier: Courier
    let pulse: Pulse

    init(courier: Courier, pulse: Pulse = Pulse()) {
        var courier = courier
        courier.onStep = { step in
            if step.isRest {
                pulse.rest(step.text, for: step.within)
            } else {
                pulse.work(step.text, within: step.within)
            }
        }
        (self.courier, self.pulse) = (courier, pulse)
    }

    func run() async throws {
        let courier = courier
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
