// A reading of every meter now, for whoever sends the agent SIGUSR1: after work on a meter, or to see whether it is read.

import Capture
import ServiceLifecycle
import UnixSignals

/// Listens for the signal.
struct DemandService: Service, CustomStringConvertible {
    let meters: [MeterTriggers]

    var description: String { "readings on demand" }

    func run() async throws {
        let meters = meters
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sigusr1) {
                for meter in meters { meter.call(.demand) }
            }
        }
    }
}
