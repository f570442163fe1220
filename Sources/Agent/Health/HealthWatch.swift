// Looks after the pulses from a thread of its own, which runs also when all others stand: feeds the service manager's watchdog only while
// every service lives, and names the one that does not before the manager ends the process. Tells the manager how the agent is.

import Dispatch
import Glibc
import Logging
import Synchronization

/// The watch over an agent's services.
final class HealthWatch: Sendable {
    private enum Phase {
        case begins, stands, ends
    }

    private struct State {
        var phase = Phase.begins
        var line = ""
        var lineTold: Int64?
        /// The names of those whose standing still was told.
        var frozen: [String] = []
    }

    private let status: AgentStatus
    private let manager: ServiceManager?
    private let logger: Logger
    private let state = Mutex(State())
    private let over = DispatchSemaphore(value: 0)

    /// A watch that looks when it is told to; see `begin`.
    init(_ status: AgentStatus, manager: ServiceManager?, logger: Logger) {
        (self.status, self.manager, self.logger) = (status, manager, logger)
    }

    /// Looks from now on, from time to time, until `end`.
    func begin() {
        let pause = min(Limits.healthLook, (manager?.watchdog ?? Limits.healthLook) / 3)
        let thread = Thread(watch: self, pause: pause)
        var id = pthread_t()
        let work = Unmanaged.passRetained(thread)
        let code = pthread_create(
            &id, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Thread>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            return logger.error("no thread to look after the services: \(String(cString: strerror(code)))")
        }
        pthread_detach(id)
    }

    /// Everything stands: the journal is open and the services run, or safe mode does.
    func ready() {
        let isFirst = state.withLock { state in
            defer { if state.phase == .begins { (state.phase, state.lineTold) = (.stands, nil) } }
            return state.phase == .begins
        }
        guard isFirst else { return }
        manager?.tell([.ready])
        look()
    }

    /// The end has begun.
    func stopping() {
        let isFirst = state.withLock { state in
            defer { state.phase = .ends }
            return state.phase != .ends
        }
        if isFirst { manager?.tell([.stopping]) }
    }

    /// Looks no more.
    func end() {
        stopping()
        over.signal()
    }

    /// Looks once.
    func look() {
        let frozen = status.pulses.frozen()
        let line = status.line(frozen: frozen)
        let now = status.pulses.clock()
        let (messages, news) = state.withLock { state in
            let news = frozen.filter { !state.frozen.contains($0.name) }
            let isMended = frozen.isEmpty && !state.frozen.isEmpty
            state.frozen = frozen.map(\.name)
            var messages: [ServiceManager.Message] = []
            let isDue = state.lineTold.map { now - $0 >= Limits.statusPause } ?? true
            if line != state.line, isDue || !news.isEmpty {
                (state.line, state.lineTold) = (line, now)
                messages.append(.status(line))
            }
            if frozen.isEmpty {
                if state.phase == .begins { messages.append(.starting(within: Limits.startGranted)) }
                if manager?.watchdog != nil { messages.append(.alive) }
            }
            return (messages, (frozen: news, isMended: isMended))
        }
        if !messages.isEmpty { manager?.tell(messages) }
        for service in news.frozen { logger.critical("frozen: \(service.description); the watchdog is not fed") }
        if news.isMended { logger.warning("no service is frozen any more") }
    }

    private final class Thread: Sendable {
        let watch: HealthWatch
        let pause: Duration

        init(watch: HealthWatch, pause: Duration) { (self.watch, self.pause) = (watch, pause) }

        func run() {
            repeat { watch.look() } while watch.over.wait(timeout: .now() + (pause / .seconds(1))) == .timedOut
        }
    }
}
