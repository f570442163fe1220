// A service whose pulse ends with it, however it ends.

import ServiceLifecycle

/// A service that is looked after.
struct WatchedService<Inner: Service>: Service, CustomStringConvertible {
    let inner: Inner
    let pulse: Pulse

    /// Runs what `make` gives for the pulse.
    init<Failure>(
        _ name: String, on board: PulseBoard, _ make: (Pulse) throws(Failure) -> Inner
    ) throws(Failure) {
        pulse = board.pulse(name)
        do throws(Failure) {
            inner = try make(pulse)
        } catch {
            pulse.end()
            throw error
        }
    }

    /// Runs a service that has the pulse already.
    init(_ inner: Inner, pulse: Pulse) { (self.inner, self.pulse) = (inner, pulse) }

    /// What logs call it.
    var description: String { pulse.name }

    func run() async throws {
        defer { pulse.end() }
        pulse.work("begins", within: Limits.journalAllowance)
        try await inner.run()
    }
}
