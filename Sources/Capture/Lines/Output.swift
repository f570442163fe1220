// A light, or the power of a camera, on an output line. It is on only while somebody has asked for it, never longer than its
// limit, and off whenever nothing is known.

import Synchronization

/// An output that several may ask for: a light, or what a camera gets its power from.
public final class Output: Sendable {
    /// How it is used.
    public struct Setting: Sendable, Equatable {
        /// What meters and cameras call it.
        public var name: String
        /// The line that switches it.
        public var line: LineSetting
        /// Milliseconds from switching it on to using it.
        public var lead: Int
        /// Milliseconds that it stays on afterwards.
        public var hold: Int
        /// Milliseconds after which it goes off whatever happens.
        public var most: Int

        /// An output.
        public init(name: String, line: LineSetting, lead: Int = 200, hold: Int = 0, most: Int = 30_000) {
            self.name = name
            self.line = line
            self.lead = lead
            self.hold = hold
            self.most = most
        }
    }

    private struct State {
        var users = 0
        /// When it was switched on, in milliseconds.
        var since: Int?
        var isOver = false
    }

    /// How it is used.
    public let setting: Setting
    private let state = Mutex(State())
    private let now: @Sendable () -> Int
    private let set: @Sendable (Bool) throws(LineFault) -> Void

    /// An output that `set` switches; `now` counts milliseconds and never jumps.
    init(
        _ setting: Setting, now: @escaping @Sendable () -> Int,
        set: @escaping @Sendable (Bool) throws(LineFault) -> Void
    ) {
        self.setting = setting
        self.now = now
        self.set = set
    }

    /// Switches it on for one more user.
    func on() throws(LineFault) {
        try state.withLock { (state) throws(LineFault) in
            // Whoever is still at work when the agent ends must not leave it on.
            if state.isOver { throw .failed(call: "switching on \(setting.name)", reason: "the agent ends") }
            if state.since == nil {
                try set(true)
                state.since = now()
            }
            state.users += 1
        }
    }

    /// One user less; the last one switches it off.
    func off() throws(LineFault) {
        try state.withLock { (state) throws(LineFault) in
            state.users = max(0, state.users - 1)
            guard state.users == 0, state.since != nil else { return }
            state.since = nil
            try set(false)
        }
    }

    /// Switches it off if it has been on for too long.
    ///
    /// - Returns: the milliseconds until it will have been, nil while it is off.
    func expire() -> Int? {
        state.withLock { state in
            guard let since = state.since else { return nil }
            let left = since + setting.most - now()
            if left > 0 { return left }
            // Tried again if it fails: an output that cannot be switched off is the worst of all.
            do {
                try set(false)
                state.since = nil
                return nil
            } catch {
                return Limits.outputRetry
            }
        }
    }

    /// Switches it off for good.
    func end() {
        state.withLock { state in
            (state.users, state.since, state.isOver) = (0, nil, true)
            try? set(false)
        }
    }
}
