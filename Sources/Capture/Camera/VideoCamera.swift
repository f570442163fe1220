// A camera that is always there for those who ask: opened when it is needed, opened again after it has failed, and tried from time
// to time while it is away. Nobody waits for it without end.

import Synchronization

/// A Video4Linux camera.
public actor VideoCamera {
    private let thread = DeviceThread()
    /// Runs on the camera's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// What the configuration says.
    public nonisolated let setting: CameraSetting
    private nonisolated let calls: VideoCalls
    /// The shots in progress, and those of them that have taken longer than any may: the kernel has not come back.
    private nonisolated let shots = Mutex(Shots())
    private let lights: [Output]
    private let power: Output?
    private var isPowered = false
    private var session: CameraSession?
    private var lastSize: VideoSize?
    private var sequence = 0
    private var listeners: [@Sendable () -> Void] = []
    private var isTrying = false

    /// A camera that may use these lights, and gets its power from an output if there is one.
    public init(_ setting: CameraSetting, lights: [Output] = [], power: Output? = nil) {
        self.init(setting, lights: lights, power: power, calls: .system)
    }

    init(_ setting: CameraSetting, lights: [Output] = [], power: Output? = nil, calls: VideoCalls) {
        self.setting = setting
        self.lights = lights
        self.power = power
        self.calls = calls
    }

    /// Calls `body` whenever the camera is back after it had failed.
    public func onReturn(_ body: @escaping @Sendable () -> Void) { listeners.append(body) }

    /// Opens the camera once, to find mistakes of the configuration; what may pass by itself is no mistake.
    public nonisolated func check(_ request: ShotRequest) async throws(CaptureError) {
        let fault = await Patience.within(.milliseconds(setting.patience)) { await self.trial(request) }
        if let fault = fault ?? nil, fault.isMistake { throw .camera(setting.name, fault) }
    }

    /// The frames that `request` asks for.
    ///
    /// - Throws: `camera` with what is wrong; the camera is tried from time to time from then on.
    public nonisolated func shoot(_ request: ShotRequest) async throws(CaptureError) -> Shot {
        let limit = limit(for: request)
        // What waited behind a call that hangs would be done long after anybody wanted it, all of it at once.
        guard let number = shots.withLock({ $0.begin() }) else {
            throw .camera(setting.name, .stuck(milliseconds: limit))
        }
        let result = await Patience.within(.milliseconds(limit)) {
            let result = await self.take(request)
            if self.shots.withLock({ $0.end(number) }) { await self.tell() }
            return result
        }
        switch result {
        case .success(let shot)?: return shot
        case .failure(let fault)?: throw .camera(setting.name, fault)
        case nil:
            shots.withLock { $0.giveUp(number) }
            throw .camera(setting.name, .stuck(milliseconds: limit))
        }
    }

    /// How long somebody who asks for a shot waits at most.
    nonisolated func longest(of request: ShotRequest) -> Duration { .milliseconds(limit(for: request)) }

    /// The longest that a shot can take if the kernel answers at all.
    private nonisolated func limit(for request: ShotRequest) -> Int {
        let lit = max(1, request.lights.count)
        let waits = (lights + [power].compactMap(\.self)).map { $0.setting.lead + $0.setting.hold }.reduce(0, +)
        return (4 + lit * (request.frames + 3)) * setting.patience + lit * (waits + Limits.warmUpMilliseconds)
    }

    /// Gives the camera back until it is asked again.
    public nonisolated func rest() async {
        _ = await Patience.within(.milliseconds(setting.patience)) { await self.giveBack() }
    }

    private func giveBack() {
        isTrying = false
        listeners.removeAll()
        close()
    }

    private func trial(_ request: ShotRequest) -> CameraFault? {
        do throws(CameraFault) {
            try open(request.size).apply(request.controls)
            if setting.rests { close() }
            return nil
        } catch {
            close()
            return error
        }
    }

    private func take(_ request: ShotRequest) -> Result<Shot, CameraFault> {
        do throws(CameraFault) {
            let chosen = request.lights.map { names in lights.filter { names.contains($0.setting.name) } }
            let (pictures, effect) = try open(request.size).shoot(request, lights: chosen.filter { !$0.isEmpty })
            if setting.rests { close() }
            let frames = pictures.map { picture in
                sequence += 1
                return Frame(picture: picture, name: setting.name, capturedAt: nil, sequence: sequence - 1)
            }
            return .success(Shot(frames: frames, light: effect))
        } catch {
            close()
            tryAgain()
            return .failure(error)
        }
    }

    private func open(_ size: VideoSize?) throws(CameraFault) -> CameraSession {
        if let session, setting.size != nil || size == nil || session.size == size { return session }
        session = nil
        try switchOn()
        let path = try CameraFinder.path(of: setting.place, among: CameraFinder.paths(), calls: calls)
        let session = try CameraSession(setting, size: size, path: path, calls: calls)
        self.session = session
        lastSize = size
        return session
    }

    private func switchOn() throws(CameraFault) {
        guard let power, !isPowered else { return }
        do throws(LineFault) {
            try power.on()
        } catch {
            throw .failed(call: "switching on its power", reason: error.description)
        }
        isPowered = true
        calls.pause(power.setting.lead)
    }

    private func close() {
        session = nil
        guard let power, isPowered else { return }
        isPowered = false
        try? power.off()
    }

    /// Tries to open the camera until it is there, more and more seldom up to `Limits.cameraRetryMax`.
    private func tryAgain() {
        guard !isTrying, !listeners.isEmpty else { return }
        isTrying = true
        Task {
            var pause = Limits.cameraRetryMin
            while isTrying {
                try? await Task.sleep(for: .milliseconds(pause))
                guard isTrying else { return }
                if isBack() { isTrying = false }
                pause = min(2 * pause, Limits.cameraRetryMax)
            }
            tell()
        }
    }

    private func tell() {
        for listener in listeners { listener() }
    }

    private func isBack() -> Bool {
        guard (try? open(lastSize)) != nil else {
            close()
            return false
        }
        if setting.rests { close() }
        return true
    }
}

/// Shots by number, and whether one of them is overdue.
private struct Shots {
    private var next = 0
    private var running: Set<Int> = []
    private var overdue: Set<Int> = []

    /// The number of a new shot; nil while one is overdue.
    mutating func begin() -> Int? {
        guard overdue.isEmpty else { return nil }
        next += 1
        running.insert(next)
        return next
    }

    /// Nobody waits for a shot any more; one that has ended just now is not overdue.
    mutating func giveUp(_ number: Int) {
        if running.contains(number) { overdue.insert(number) }
    }

    /// A shot has ended; true if it was overdue.
    mutating func end(_ number: Int) -> Bool {
        running.remove(number)
        return overdue.remove(number) != nil
    }
}
