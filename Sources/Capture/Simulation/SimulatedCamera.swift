// A camera in front of a simulated meter: the whole product runs on it without hardware.
// The same meter, scenes and times give the same frames.

/// Delivers frames of a simulated meter, at moments fixed beforehand or whenever it is asked.
public actor SimulatedCamera: FrameSource {
    /// What the camera looks at.
    public nonisolated let meter: SimulatedMeter
    private let scenes: [SimulatedScene]
    private let moment: @Sendable (Int) -> (seconds: Double, capturedAt: Int64?)?
    private var sequence = 0

    /// Takes one frame at each of `times` (seconds since the meter's start), then ends.
    ///
    /// - Parameters:
    ///   - scenes: used in turn; must not be empty.
    ///   - startedAt: wall-clock time of second 0 in milliseconds since 1970.
    public init(
        meter: SimulatedMeter, scenes: [SimulatedScene] = [.clean], times: [Double], startedAt: Int64? = nil
    ) {
        self.init(meter: meter, scenes: scenes) { sequence in
            guard sequence < times.count else { return nil }
            let seconds = times[sequence]
            return (seconds, startedAt.map { $0 + Int64((seconds * 1000).rounded()) })
        }
    }

    /// Asks `moment` for the time of each frame, by its number from 0; nil ends. For a live camera it reads a clock.
    public init(
        meter: SimulatedMeter, scenes: [SimulatedScene] = [.clean],
        moment: @escaping @Sendable (_ sequence: Int) -> (seconds: Double, capturedAt: Int64?)?
    ) {
        precondition(!scenes.isEmpty, "a simulated camera needs a scene")
        self.meter = meter
        self.scenes = scenes
        self.moment = moment
    }

    /// The next frame; never throws.
    public func next() async throws(CaptureError) -> Frame? {
        guard let (seconds, capturedAt) = moment(sequence) else { return nil }
        let shot = meter.shot(at: seconds, scene: scenes[sequence % scenes.count])
        defer { sequence += 1 }
        return Frame(
            picture: .jpeg(shot.jpeg), name: "simulated \(meter.face.rawValue) meter", capturedAt: capturedAt,
            sequence: sequence)
    }
}
