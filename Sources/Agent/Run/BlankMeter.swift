// A meter of the configuration that has no card yet: its camera is at hand, and that is all that is known of it. It is not read; a
// technician makes its card in the console.

import Capture
import Glibc
import Metering

/// A meter that is not set up yet.
struct BlankMeter {
    let setting: AgentConfiguration.Meter
    /// What it will be called.
    let name: String
    let source: any FrameSource

    /// Takes the meter's camera, which may be one of `devices`.
    init(
        _ setting: AgentConfiguration.Meter, devices: DeviceSet, configuration: AgentConfiguration, clock: AgentClock
    ) throws(AgentError) {
        self.setting = setting
        name = setting.futureName
        guard CardFile.isName(name) else {
            throw configuration.mistake(
                setting.key, "\"\(name)\" cannot be the name of a meter that has no card yet",
                "add name = \"…\": 1 to \(Metering.Limits.nameLengthMax) letters, digits, '-', '_' and '.'")
        }
        switch setting.camera {
        case .video(let camera, let lights):
            source = try devices.source(of: setting, named: camera, for: nil, lights: lights)
        case .folder(let path): source = try ReplaySource.pictures(in: path)
        case .simulated(let face, let seed, let acceleration):
            source = SimulatedSetup.camera(face, seed: seed, acceleration: acceleration, clock: clock)
        }
    }
}

extension AgentConfiguration.Meter {
    /// Whether its card is still to be made.
    var isBlank: Bool {
        guard let card else { return false }
        return access(card, F_OK) != 0 && errno == ENOENT
    }

    /// What it will be called while it has no card: as the configuration says, or like the card's file.
    var futureName: String {
        if let name { return name }
        let file = card?.split(separator: "/").last.map(String.init) ?? ""
        return file.hasSuffix(".toml") ? String(file.dropLast(5)) : file
    }
}

extension ReplaySource {
    /// The pictures of a folder.
    static func pictures(in path: String) throws(AgentError) -> ReplaySource {
        do {
            return try ReplaySource(paths: [path])
        } catch {
            throw .noInput(error.description)
        }
    }
}

extension AgentConfiguration {
    /// Whether cards can be made while the agent runs.
    var makesCards: Bool {
        #if Console
            console != nil
        #else
            false
        #endif
    }

    /// What is told where a meter has no card and nobody could make one.
    func missingCard(of meter: Meter) -> AgentError {
        .noInput(
            "\(meter.card ?? ""): there is no such card: make it with meterclip calibrate, "
                + "or add [console] and make it there")
    }
}
