// Takes connections one at a time on a thread of its own, for those who ask the agent something: nobody's task waits behind a slow
// client, and no client waits behind readings.

import Glibc

/// An open socket and the thread that serves it.
final class Listener: Sendable {
    private let socket: Int32

    /// Serves `socket`, which listens already and is closed in the end, whatever happens.
    ///
    /// - Throws: `AgentError.unavailable` if there is no thread to be had.
    init(_ socket: Int32, _ answer: @escaping @Sendable (_ connection: Int32) -> Void) throws(AgentError) {
        self.socket = socket
        let work = Unmanaged.passRetained(Work(socket, answer))
        var id = pthread_t()
        let code = pthread_create(
            &id, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            Glibc.close(socket)
            throw .unavailable("no thread to listen: \(String(cString: strerror(code)))")
        }
        pthread_detach(id)
    }

    /// Ends for good; the thread closes the socket.
    func close() { shutdown(socket, Int32(SHUT_RDWR)) }

    private final class Work: Sendable {
        private let socket: Int32
        private let answer: @Sendable (Int32) -> Void

        init(_ socket: Int32, _ answer: @escaping @Sendable (Int32) -> Void) {
            (self.socket, self.answer) = (socket, answer)
        }

        func run() {
            while true {
                let connection = accept(socket, nil, nil)
                if connection >= 0 {
                    _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                    answer(connection)
                    Glibc.close(connection)
                } else if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS {
                    // The connection stays in the queue: without a pause this would spin.
                    usleep(100_000)
                } else if errno != EINTR && errno != ECONNABORTED {
                    break
                }
            }
            Glibc.close(socket)
        }
    }
}
