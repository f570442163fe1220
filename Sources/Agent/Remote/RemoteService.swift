// Takes commands from the inbox to the desk until the agent shuts down.

import Journal
import ServiceLifecycle

/// The service for commands from afar.
struct RemoteService: Service {
    let inbox: RemoteInbox
    let desk: RemoteDesk
    var pulse = Pulse()

    func run() async throws {
        let pulse = pulse
        let outcome: Result<Void, JournalError> = await cancelWhenGracefulShutdown {
            do throws(JournalError) {
                pulse.rest("waits for commands", for: nil)
                for await message in inbox.messages {
                    pulse.work("carries out a command", within: Limits.journalAllowance)
                    try await desk.receive(message)
                    pulse.rest("waits for commands", for: nil)
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }
}
