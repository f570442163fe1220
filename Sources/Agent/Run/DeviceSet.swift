// The cameras and GPIO lines of a configuration, taken once and shared by its meters. What cannot be had is told with its place in
// the file before anything else begins; a camera that is only away at present is no mistake.

import Capture
import Logging
import Metering

/// The devices of a running agent.
struct DeviceSet {
    private let configuration: AgentConfiguration
    private let cameras: [VideoCamera]
    private let lines: LineKeeper

    /// Takes the outputs and names the cameras; none is opened yet. `failures` gets the lines that cannot be had.
    init(_ configuration: AgentConfiguration, logger: Logger, failures: inout FailureList) {
        self.configuration = configuration
        lines = LineKeeper { line, fault in logger.error("\(line) gives no more edges: \(fault)") }
        var outputs: [Output] = []
        for (i, setting) in configuration.outputs.enumerated() {
            do throws(LineFault) {
                outputs.append(try lines.output(setting))
            } catch {
                failures.add([configuration.mistake("output[\(i)].line", "\(setting.line) cannot be used", "\(error)")])
            }
        }
        cameras = zip(configuration.cameras, configuration.cameraPowers).map { setting, power in
            VideoCamera(setting, lights: outputs, power: outputs.first { $0.setting.name == power })
        }
    }

    /// The frames of a meter; without a `face`, those of one that has no card yet.
    ///
    /// - Throws: a size that does not fit the card.
    func source(
        of meter: AgentConfiguration.Meter, named name: String, for face: MeterFace?, lights: [[String]]
    ) throws(AgentError) -> MeterCamera {
        guard let camera = cameras.first(where: { $0.setting.name == name }) else {
            throw configuration.mistake(meter.key, "there is no camera \"\(name)\"", "add it as a [[camera]]")
        }
        guard let face else { return MeterCamera(camera: camera, request: ShotRequest(lights: lights)) }
        let size = VideoSize(face.frameSize.width, face.frameSize.height)
        if let chosen = camera.setting.size, chosen != size {
            throw configuration.mistake(
                meter.key, "the camera \"\(name)\" is set to \(chosen), the card's reference frame is \(size)",
                "leave out the camera's size, or make a card from a frame of that size")
        }
        return MeterCamera(
            camera: camera, request: ShotRequest(size: size, controls: face.card.controls, lights: lights))
    }

    /// Takes a meter's inputs: `onEdge` is called with the line of each edge that asks for a reading, `onPulse` for each pulse.
    ///
    /// - Throws: the lines that cannot be had.
    func connect(
        _ meter: AgentConfiguration.Meter, onEdge: @escaping @Sendable (String) -> Void,
        onPulse: @escaping @Sendable () -> Void
    ) throws(AgentError) {
        var failures = FailureList()
        var inputs = meter.triggers.enumerated().map { number, input -> (String, InputSetting, @Sendable () -> Void) in
            let line = input.line.description
            return ("trigger[\(number)]", input, { onEdge(line) })
        }
        if let pulses = meter.pulses { inputs.append(("pulses", pulses.input, onPulse)) }
        for (key, input, body) in inputs {
            do throws(LineFault) {
                try lines.input(input, onEdge: body)
            } catch {
                let key = "\(meter.key).\(key)"
                failures.add([configuration.mistake(key, "\(input.line) cannot be used", "\(error)")])
            }
        }
        try failures.report()
    }

    /// Opens the camera of each meter once, by its key; what only another configuration would mend is a failure.
    func failures(of meters: [(key: String, source: any FrameSource)]) async -> [AgentError] {
        var failures: [AgentError] = []
        for meter in meters {
            guard let camera = meter.source as? MeterCamera else { continue }
            do throws(CaptureError) {
                try await camera.check()
            } catch {
                // Its sentence goes on.
                failures.append(
                    configuration.mistake(
                        meter.key, String(error.description.dropLast()),
                        "correct the [[camera]] or the card's controls"))
            }
        }
        return failures
    }

    /// Lights off, lines given back.
    func end() { lines.end() }

    /// Cameras given back, so that others can take them.
    func giveBackCameras() async {
        for camera in cameras { await camera.rest() }
    }
}
