// All GPIO lines of the agent, and the one thread that watches them: it reads the inputs' edges and switches outputs off that have
// been on for too long, whatever the rest of the program is doing.

import Glibc
import Synchronization

/// Lights, buttons, contacts and pulse outputs.
public final class LineKeeper: Sendable {
    private struct State {
        var inputs: [InputLine] = []
        var outputs: [Output] = []
        var isRunning = false
        var isOver = false
    }

    private let state = Mutex(State())
    /// A pipe that is written to when there is something new to watch: its end to read from, and the other one.
    private let bell: (read: Int32, write: Int32)
    /// Told about an input that does not work any more.
    private let onFault: @Sendable (LineSetting, LineFault) -> Void

    /// Watches nothing yet. `onFault` is told once about a line that has failed.
    public init(onFault: @escaping @Sendable (LineSetting, LineFault) -> Void) {
        self.onFault = onFault
        var ends: [Int32] = [-1, -1]
        let result = pipe(&ends)
        precondition(result == 0, "the system gives no pipe for the GPIO lines")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        bell = (ends[0], ends[1])
    }

    deinit {
        close(bell.read)
        close(bell.write)
    }

    /// Takes an output line.
    public func output(_ setting: Output.Setting) throws(LineFault) -> Output {
        let line = try GPIOLine(setting.line, isOutput: true)
        let output = Output(setting, now: Monotonic.milliseconds) { [weak self] (isOn) throws(LineFault) in
            try line.set(isOn)
            if isOn { self?.ring() }
        }
        add { $0.outputs.append(output) }
        return output
    }

    /// Takes an input line; `onEdge` is called on the keeper's thread for every change that counts.
    public func input(_ setting: InputSetting, onEdge: @escaping @Sendable () -> Void) throws(LineFault) {
        let input = try InputLine(setting, onEdge: onEdge)
        add { $0.inputs.append(input) }
    }

    /// Switches all outputs off and gives all lines back.
    public func end() {
        let outputs = state.withLock { state in
            state.isOver = true
            defer { state.outputs = [] }
            return state.outputs
        }
        for output in outputs { output.end() }
        ring()
    }

    private func add(_ change: (inout sending State) -> Void) {
        let mustRun = state.withLock { state in
            change(&state)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustRun { run() } else { ring() }
    }

    private func ring() {
        var one: UInt8 = 1
        _ = write(bell.write, &one, 1)
    }

    private func run() {
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { argument in
                let keeper = Unmanaged<LineKeeper>.fromOpaque(argument!).takeRetainedValue()
                while keeper.turn() {}
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        precondition(result == 0, "the system gives no thread for the GPIO lines")
        pthread_detach(thread)
    }

    /// Waits for the next thing and does it; false at the end.
    private func turn() -> Bool {
        var wait = Int32(-1)
        var entries = [pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0)]
        let isOver = state.withLock { state in
            if state.isOver {
                state.inputs = []
                return true
            }
            let now = Monotonic.nanoseconds()
            for i in state.inputs.indices { state.inputs[i].settle(at: now) }
            let times =
                state.outputs.compactMap { $0.expire() }
                + state.inputs.compactMap { $0.debouncer.due.map { Int(($0 > now ? $0 - now : 0) / 1_000_000) + 1 } }
            if let least = times.min() { wait = Int32(clamping: least) }
            entries += state.inputs.map { pollfd(fd: $0.line.descriptor, events: Int16(POLLIN), revents: 0) }
            return false
        }
        if isOver { return false }
        guard poll(&entries, nfds_t(entries.count), wait) > 0 else { return true }
        if entries[0].revents != 0 {
            var rings = [UInt8](repeating: 0, count: 64)
            _ = read(bell.read, &rings, rings.count)
        }
        let ready = Set(entries.dropFirst().filter { $0.revents != 0 }.map(\.fd))
        for (line, fault) in collect(ready) { onFault(line, fault) }
        return true
    }

    /// Reads the inputs that are ready; those that fail are given up.
    private func collect(_ ready: Set<Int32>) -> [(LineSetting, LineFault)] {
        state.withLock { state in
            var faults: [(LineSetting, LineFault)] = []
            for i in state.inputs.indices.reversed() where ready.contains(state.inputs[i].line.descriptor) {
                do throws(LineFault) {
                    try state.inputs[i].read()
                } catch {
                    faults.append((state.inputs[i].setting.line, error))
                    state.inputs.remove(at: i)
                }
            }
            return faults
        }
    }
}
