// Waits until a configuration that could not be used, or a card of it, is another one, and ends: with the services that go with it, so that
// everything begins anew with what is there now.

import ServiceLifecycle

/// The service that waits for a change.
struct MendService: Service, CustomStringConvertible {
    let path: String
    /// The files as they were when they could not be used.
    let stamps: FileStamps
    var pause = Limits.mendLook
    /// Whether it is worth a try.
    var isMended: @Sendable () -> Bool = { true }
    /// Told that it is.
    let onMended: @Sendable () -> Void

    /// What logs call it.
    var description: String { "look at the configuration" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var (seen, tried) = (stamps, stamps)
            while (try? await Task.sleep(for: pause)) != nil {
                let now = FileStamps(of: path)
                // What is still being written is looked at when it is at rest.
                defer { seen = now }
                guard now == seen, now != tried else { continue }
                tried = now
                if isMended() { return onMended() }
            }
        }
    }
}
