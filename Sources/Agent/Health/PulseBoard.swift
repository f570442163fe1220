// The pulses of all services of an agent. The clock is one that neither runs while the board sleeps nor can be set: a step of the wall
// clock freezes nobody.

import Glibc
import Synchronization

/// Who lives and who is frozen.
final class PulseBoard: Sendable {
    /// A service that should have been heard of.
    struct Frozen: Sendable, Equatable {
        /// The service.
        var name: String
        /// What it was about when it was heard of last.
        var text: String
        /// Seconds since then.
        var seconds: Int64

        /// In a few words.
        var description: String { "\(name) \(text), for \(seconds) s now" }
    }

    /// Milliseconds as the service manager counts them, too.
    static let monotonic: @Sendable () -> Int64 = {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// The present moment.
    let clock: @Sendable () -> Int64
    private let pulses = Mutex<[Pulse]>([])

    init(clock: @escaping @Sendable () -> Int64 = PulseBoard.monotonic) {
        self.clock = clock
    }

    /// The pulse of a new service, which is looked after until it ends.
    func pulse(_ name: String) -> Pulse {
        let pulse = Pulse(name, clock: clock)
        pulses.withLock { pulses in
            pulses.removeAll(where: \.hasEnded)
            pulses.append(pulse)
        }
        return pulse
    }

    /// Those that should have been heard of by now, the longest overdue first.
    func frozen() -> [Frozen] {
        let now = clock()
        return pulses.withLock { $0 }
            .compactMap { pulse in
                pulse.overdue(at: now).map {
                    Frozen(name: pulse.name, text: $0.text, seconds: (now - $0.since) / 1_000)
                }
            }
            .sorted { ($1.seconds, $0.name) < ($0.seconds, $1.name) }
    }
}
