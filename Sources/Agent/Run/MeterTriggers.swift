// What asks for readings of one meter: its schedule, edges of inputs, pulses, a camera that is back. While one reading is in
// progress one more may wait; what comes after that is the same.

import Synchronization

/// The calls for readings of one meter.
final class MeterTriggers: Sendable {
    /// The calls in their order.
    let calls: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let pulseCount = Atomic(0)

    init() { (calls, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Asks for a reading.
    func call() { continuation.yield() }

    /// Counts a pulse.
    func pulse() { pulseCount.add(1, ordering: .relaxed) }

    /// Pulses since the agent began.
    var pulses: Int { pulseCount.load(ordering: .relaxed) }

    /// Calls at every interval, the first time at once, until it is cancelled.
    func run(every interval: Duration) async {
        var next = ContinuousClock.now
        while !Task.isCancelled {
            call()
            next = max(next.advanced(by: interval), ContinuousClock.now)
            try? await Task.sleep(until: next, clock: .continuous)
        }
        continuation.finish()
    }
}
