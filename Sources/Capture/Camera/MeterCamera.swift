// One meter's view of a camera that others may use as well: with its own controls and lights.

/// Frames of a camera for one meter.
public actor MeterCamera: FrameSource {
    private let camera: VideoCamera
    private let request: ShotRequest

    /// What `camera` sees with the controls and lights of `request`.
    public init(camera: VideoCamera, request: ShotRequest) {
        self.camera = camera
        self.request = request
    }

    /// One frame.
    public func next() async throws(CaptureError) -> Frame? { try await shot(of: 1).frames.first }

    /// Frames of one moment.
    public func shot(of count: Int) async throws(CaptureError) -> Shot {
        var request = request
        request.frames = count
        return try await camera.shoot(request)
    }

    /// What the camera itself grants.
    public nonisolated func longest(of count: Int) -> Duration {
        var request = request
        request.frames = count
        return camera.longest(of: request)
    }

    /// Opens the camera once, to find mistakes of the configuration and of the card.
    public func check() async throws(CaptureError) { try await camera.check(request) }

    /// Calls `body` whenever the camera is back after it had failed.
    public func onReturn(_ body: @escaping @Sendable () -> Void) async { await camera.onReturn(body) }
}
