// Takes commands from the inbox to the desk until the agent shuts down.

import Journal
import ServiceLifecycle

/// The service for commands from afar.
struct RemoteService: Service {
    let inbox: RemoteInbox
    let desk: RemoteDesk

    func run() async throws {
        let outcome: Result<Void, JournalError> = await cancelWhenGracefulShutdown {
            do throws(JournalError) {
                for await message in inbox.messages { try await desk.receive(message) }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }
}
