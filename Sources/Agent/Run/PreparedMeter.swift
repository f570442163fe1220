// A meter of the configuration made ready: its card read, its reference frame prepared, its frames at hand.

import Capture
import Metering

/// A meter that can be read from now on.
struct PreparedMeter {
    let setting: AgentConfiguration.Meter
    let face: MeterFace
    let source: any FrameSource

    init(_ setting: AgentConfiguration.Meter, clock: AgentClock) throws(AgentError) {
        self.setting = setting
        switch setting.camera {
        case .folder(let path):
            face = try MeterFace(cardAt: setting.card ?? "")
            do {
                source = try ReplaySource(paths: [path])
            } catch {
                throw .noInput(error.description)
            }
        case .simulated(let simulated, let seed, let acceleration):
            (face, source) = try SimulatedSetup.make(
                simulated, seed: seed, acceleration: acceleration, name: setting.name ?? simulated.meterName,
                clock: clock)
        }
    }

    /// What the readings of each register are filed under.
    var series: [String] {
        face.card.registers.map { Reading.series(meter: face.card.meter, register: $0.name) }
    }

    /// Meters whose readings would be filed under a name that an earlier one has: two histories would become one.
    static func clashes(_ meters: [PreparedMeter], in configuration: AgentConfiguration) -> [AgentError] {
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
        return errors
    }

    private static func clash(
        of meter: PreparedMeter, with owner: PreparedMeter, named name: String, in configuration: AgentConfiguration
    ) -> AgentError {
        let first = owner.setting.line.map { " (the other one is on line \($0))" } ?? ""
        let problem = "two meters file their readings under \"\(name)\"" + first
        let advice =
            switch meter.setting.camera {
            case .simulated: "give this one its own: add name = \"…\""
            case .folder: "give this one another meter or register name in \(meter.setting.card ?? "its card")"
            }
        guard let path = configuration.path, let line = meter.setting.line else {
            return .badData(problem + ": " + advice)
        }
        return .mistakes(path: path, [.init(line: line, mistake: CardMistake("meter", problem, advice))])
    }
}
