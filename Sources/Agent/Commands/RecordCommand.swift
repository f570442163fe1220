// `meterclip record`: a replay case from a live meter. Each picture is stored first and then read from what was stored, by the path
// and the card of the case itself, so that a replay says the same again. What was read is what the agent said, not the truth:
// whoever keeps the case looks at it.

import Capture
import Glibc
import Logging
import Metering
import Recognition

/// The record command.
public struct RecordCommand: Sendable {
    /// When a recording ends, if the pictures do not end before.
    public enum Length: Sendable, Equatable {
        case frames(Int)
        case time(Duration)
    }

    /// The agent's configuration.
    public var configuration: AgentConfiguration
    /// The meter's name.
    public var meter: String
    /// The folder to make.
    public var folder: String
    /// When it ends.
    public var length: Length
    /// Time from picture to picture.
    public var interval: Duration
    /// What time it is.
    var clock = AgentClock.system

    /// Records `meter`; refuses what cannot be a case.
    public init(
        configuration: AgentConfiguration, meter: String, folder: String, length: Length, interval: Duration
    ) throws(AgentError) {
        if case .frames(let count) = length, !(1...Limits.caseFramesMax).contains(count) {
            throw .badData("--frames is a number from 1 to \(Limits.caseFramesMax)")
        }
        self.configuration = configuration
        self.meter = meter
        self.folder = folder
        self.length = length
        self.interval = interval
    }

    /// Records, and replays what was recorded; true if the replay says the same.
    public func run(write: (String) -> Void) async throws(AgentError) -> Bool {
        let setting = try chosen()
        guard access(folder + "/meter.toml", F_OK) != 0 else {
            throw .badData("\(folder): holds a case already: give another --out")
        }
        var quiet = Logger(label: "record")
        quiet.logLevel = .critical
        var failures = FailureList()
        let devices = DeviceSet(configuration, logger: quiet, failures: &failures)
        defer { devices.end() }
        if case .video = setting.camera { try failures.report(orBusy: configuration) }
        let prepared = try PreparedMeter(setting, devices: devices, device: configuration.device, clock: clock)
        let face = try begin(prepared)
        let recorded: [Reading]
        do throws(AgentError) {
            recorded = try await record(prepared.source, face, write)
        } catch {
            discardIfEmpty()
            throw error
        }
        let withheld = recorded.count { $0.index == nil }
        if withheld > 0 {
            write(
                "\(withheld) of \(recorded.count) withheld: write the index into expected.tsv where a picture shows it")
        }
        write("\(folder): \(recorded.count) frames; compare expected.tsv with the pictures before you rely on it")
        let report = try ReplayCase(path: folder).run { _ in }
        write(ReplayReport.heading)
        for row in report.rows { write(row) }
        return report.passes(least: 1)
    }

    // MARK: - Which meter

    private func chosen() throws(AgentError) -> AgentConfiguration.Meter {
        var names: [String] = []
        for setting in configuration.meters {
            let name: String
            if setting.isBlank {
                names.append(setting.futureName)
                continue
            }
            if case .simulated(let face, _, _) = setting.camera, setting.card == nil {
                name = setting.name ?? face.meterName
            } else {
                name = try setting.readCard().meter
            }
            if name == meter { return setting }
            names.append(name)
        }
        throw .badData(
            "there is no meter \"\(meter)\" in the configuration: use one of " + names.joined(separator: ", "))
    }

    // MARK: - The case

    private static let referenceName = "reference.jpg"

    /// Writes everything but frames, and reads the card again as a replay will.
    private func begin(_ prepared: PreparedMeter) throws(AgentError) -> MeterFace {
        var card = prepared.face.card
        guard card.registers.count == 1 else {
            throw .badData("a replay case has one register, \(meter) has \(card.registers.count)")
        }
        for path in [folder, folder + "/frames"] {
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
                throw .inputOutput("\(path): cannot be made: \(String(cString: strerror(errno)))")
            }
        }
        card.reference = RecordCommand.referenceName
        try TextFile.writeBytes(try prepared.reference(), to: "\(folder)/\(RecordCommand.referenceName)")
        try TextFile.write("file\tindex\ttolerance\tcaptured_at\n", to: folder + "/expected.tsv")
        try TextFile.write(CardText.write(card), to: folder + "/meter.toml")
        return try MeterFace(cardAt: folder + "/meter.toml")
    }

    /// Without a picture it is no case, and would be in the way of the next try.
    private func discardIfEmpty() {
        guard rmdir(folder + "/frames") == 0 else { return }
        for name in ["meter.toml", "expected.tsv", RecordCommand.referenceName] { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    private func record(
        _ source: any FrameSource, _ face: MeterFace, _ write: (String) -> Void
    ) async throws(AgentError) -> [Reading] {
        var reader = MeterReader(face: face)
        let register = face.card.registers[0]
        let isDisplay = register.dials.last?.mechanism.kind == .segment
        let tolerance = isDisplay ? "0" : Index(units: 1, decimals: register.decimals).text
        var (readings, failed, last) = ([Reading](), 0, Timestamp(milliseconds: 0))
        let pace = RecordPace(source, interval: interval, length: length, clock: clock)
        while pace.goes(on: readings.count, at: clock.sinceBoot()), readings.count < Limits.caseFramesMax {
            if !readings.isEmpty || failed > 0 {
                guard await pace.wait(clock) else { break }
            }
            let frame: Frame?
            do throws(CaptureError) {
                frame = try await source.shot(of: 1).frames.last
            } catch {
                failed += 1
                if case .camera(_, .busy) = error { throw busy(error) }
                guard failed < Limits.recordFailuresMax else { throw .unavailable(error.description) }
                write("no picture: \(error.description)")
                continue
            }
            guard let frame else { break }
            failed = 0
            let jpeg = frame.picture.file(quality: Limits.pictureQuality)
            let at = pace.time(of: frame, number: readings.count, clock)
            // A clock that was put back would make a case that cannot be read.
            last = max(last, at)
            let digits = String(readings.count + 1)
            let name = String(repeating: "0", count: max(0, 3 - digits.count)) + digits + ".jpg"
            try TextFile.writeBytes(jpeg, to: "\(folder)/frames/\(name)")
            let reading = reader.read(jpeg, at: last, time: .given)[0]
            let index = reading.index?.text ?? "-"
            try TextFile.append("\(name)\t\(index)\t\(tolerance)\t\(last.text)\n", to: folder + "/expected.tsv")
            let reasons = reading.reasons.map(\.rawValue).joined(separator: ", ")
            write("\(last.text)  \(name)  \(reading.index?.text ?? "withheld")  \(reasons)")
            readings.append(reading)
        }
        guard !readings.isEmpty else { throw .noInput("\(meter): there was no picture to record") }
        return readings
    }

    private func busy(_ error: CaptureError) -> AgentError {
        let why =
            configuration.isAnswering
            ? "The agent is running and has it: stop it for the recording (systemctl stop meterclip)."
            : "If that is the agent, stop it for the recording (systemctl stop meterclip)."
        return .unavailable("\(error.description) \(why)")
    }
}

extension FailureList {
    /// Throws what was noted; where the agent runs, it is told that it has the devices.
    fileprivate func report(orBusy configuration: AgentConfiguration) throws(AgentError) {
        do throws(AgentError) {
            try report()
        } catch {
            guard configuration.isAnswering else { throw error }
            throw .unavailable(
                error.message
                    + "\nThe agent is running and has them: stop it for the recording (systemctl stop meterclip).")
        }
    }
}

extension AgentConfiguration {
    /// Whether an agent listens at the control socket.
    fileprivate var isAnswering: Bool { ControlClient.isListening(at: control ?? ControlClient.usualPath) }
}
