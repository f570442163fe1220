// A meter of the configuration made ready: its card read, its reference frame prepared, its frames at hand.

import Capture
import Metering

/// A meter that can be read from now on.
struct PreparedMeter {
    let setting: AgentConfiguration.Meter
    let face: MeterFace
    let source: any FrameSource
    let triggers: MeterTriggers
    /// The reference frame of a meter that has no card in a file.
    private let simulatedReference: [UInt8]?

    /// Prepares the meter, whose camera may be one of `devices`.
    init(
        _ setting: AgentConfiguration.Meter, devices: DeviceSet, device: String, clock: AgentClock
    ) throws(AgentError) {
        self.setting = setting
        var jpeg: [UInt8]?
        switch setting.camera {
        case .video(let camera, let lights):
            face = try MeterFace(cardAt: setting.card ?? "")
            source = try devices.source(of: setting, named: camera, for: face, lights: lights)
        case .folder(let path):
            face = try MeterFace(cardAt: setting.card ?? "")
            source = try ReplaySource.pictures(in: path)
        case .simulated(let simulated, let seed, let acceleration) where setting.card != nil:
            face = try MeterFace(cardAt: setting.card ?? "")
            source = SimulatedSetup.camera(simulated, seed: seed, acceleration: acceleration, clock: clock)
        case .simulated(let simulated, let seed, let acceleration):
            (face, source, jpeg) = try SimulatedSetup.make(
                simulated, seed: seed, acceleration: acceleration, name: setting.name ?? simulated.meterName,
                clock: clock)
        }
        simulatedReference = jpeg
        let delay = Spread.delay(device: device, meter: face.card.meter, jitter: setting.plan.jitter)
        triggers = MeterTriggers(setting.plan, delay: delay, pulsesEach: setting.pulses?.each, clock: clock)
    }

    /// The bytes of its reference frame.
    func reference() throws(AgentError) -> [UInt8] {
        if let simulatedReference { return simulatedReference }
        let path = CardFile.sibling(face.card.reference, of: setting.card ?? "")
        return try TextFile.readBytes(path, limit: Capture.Limits.jpegBytesMax)
    }

    /// What the readings of each register are filed under.
    var series: [String] {
        face.card.registers.map { Reading.series(meter: face.card.meter, register: $0.name) }
    }

    /// Meters whose readings would be filed under a name that an earlier one has: two histories would become one.
    static func clashes(
        _ meters: [PreparedMeter], _ blanks: [BlankMeter] = [], in configuration: AgentConfiguration
    ) -> [AgentError] {
        var owners: [String: PreparedMeter] = [:]
        var errors: [AgentError] = []
        for meter in meters {
            for name in meter.series {
                guard let owner = owners[name] else {
                    owners[name] = meter
                    continue
                }
                errors.append(clash(of: meter, with: owner, named: name, in: configuration))
            }
        }
        for meter in meters where meter.setting.card != nil {
            let own = meter.face.card.meter
            guard let name = meter.setting.name, name != own else { continue }
            errors.append(
                configuration.mistake(
                    meter.setting.key, "the meter is called \"\(name)\" here and \"\(own)\" in its card",
                    "take name out; a meter with a card is called what that says"))
        }
        var names = Set(meters.map(\.face.card.meter)).union(owners.keys)
        for blank in blanks where !names.insert(blank.name).inserted {
            errors.append(
                configuration.mistake(
                    blank.setting.key, "another meter is called \"\(blank.name)\" already",
                    "give this one its own: add name = \"…\""))
        }
        return errors
    }

    private static func clash(
        of meter: PreparedMeter, with owner: PreparedMeter, named name: String, in configuration: AgentConfiguration
    ) -> AgentError {
        let first = configuration.source.map { " (the other one is on line \($0.line(of: owner.setting.key)))" } ?? ""
        let problem = "two meters file their readings under \"\(name)\"" + first
        let advice =
            meter.setting.card.map { "give this one another meter or register name in \($0)" }
            ?? "give this one its own: add name = \"…\""
        return configuration.mistake(meter.setting.key, problem, advice)
    }
}
