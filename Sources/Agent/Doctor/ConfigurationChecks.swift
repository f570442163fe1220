// The doctor's look at a configuration: its mistakes, and a try of every device and broker in it. Lights go on for the try.

import Capture
import Glibc
import Logging
import Metering
import Uplink

#if Console
    import Console
#endif

/// Tries what a configuration names.
struct ConfigurationChecks {
    let path: String
    /// Where a picture of each meter is kept, if anywhere.
    var pictures: String?
    let clock: AgentClock

    /// Everything that follows from the configuration; only what is wrong with it if it cannot be read.
    func findings() async -> [DoctorFinding] {
        let configuration: AgentConfiguration
        do throws(AgentError) {
            configuration = try AgentConfiguration.read(path)
        } catch {
            return mistakes(error)
        }
        var findings = [
            DoctorFinding(
                area: "configuration", subject: path, state: .good,
                text: [
                    DoctorFinding.count(configuration.meters.count, "meter"),
                    DoctorFinding.count(configuration.cameras.count, "camera"),
                    DoctorFinding.count(configuration.sinks.count, "sink"),
                ].joined(separator: ", "))
        ]
        findings.append(BoardChecks.disk(of: configuration.journal, makesFolder: true))
        findings += await devices(configuration)
        for sink in configuration.sinks {
            let share = configuration.sinkShares[sink.name]
            var finding = await broker(sink, share, configuration)
            if let share { finding.details.append(share.text) }
            findings.append(finding)
        }
        return findings + console(configuration)
    }

    /// One finding for each line of a failure.
    private func mistakes(_ error: AgentError) -> [DoctorFinding] {
        guard case .mistakes(let path, let mistakes) = error else {
            return [DoctorFinding(area: "configuration", subject: path, state: .problem, text: error.message)]
        }
        return mistakes.map {
            DoctorFinding(
                area: "configuration", subject: "\(path):\($0.line)", state: .problem, text: $0.mistake.problem,
                advice: $0.mistake.advice)
        }
    }

    /// By what those who open the console know that it is this one.
    private func console(_ configuration: AgentConfiguration) -> [DoctorFinding] {
        #if Console
            guard let certificate = configuration.console?.certificate,
                let fingerprint = ConsoleCertificate.fingerprint(of: certificate)
            else { return [] }
            return [
                DoctorFinding(
                    area: "console", subject: certificate, state: .good, text: "fingerprint (SHA-256) \(fingerprint)")
            ]
        #else
            return []
        #endif
    }

    private func devices(_ configuration: AgentConfiguration) async -> [DoctorFinding] {
        var quiet = Logger(label: "doctor")
        quiet.logLevel = .critical
        var failures = FailureList()
        let devices = DeviceSet(configuration, logger: quiet, failures: &failures)
        defer { devices.end() }
        var findings = failures.failures.flatMap(mistakes)
        var blanks: [String] = []
        var cards: [(setting: AgentConfiguration.Meter, card: MeterCard)] = []
        for setting in configuration.meters {
            if setting.isBlank, configuration.makesCards {
                blanks.append(setting.futureName)
                findings.append(
                    DoctorFinding(
                        area: "meter", subject: setting.futureName, state: .warning,
                        text: "not set up yet: \(setting.card ?? "") is not there",
                        advice: "open the console's page Calibrate, or make the card with meterclip calibrate"))
                continue
            }
            do throws(AgentError) {
                let meter = try PreparedMeter(setting, devices: devices, device: configuration.device, clock: clock)
                cards.append((setting, meter.face.card))
                try devices.connect(setting, onEdge: { _ in }, onPulse: {})
                findings += await shot(of: meter)
            } catch {
                findings += mistakes(error)
            }
        }
        findings += configuration.imports.map(imported)
        findings += InsightPlan(configuration, cards: cards, blanks: blanks).mistakes.flatMap(mistakes)
        guard cards.count + blanks.count == configuration.meters.count else { return findings }
        let names = cards.map(\.card.meter) + blanks
        return findings + SinkShare.mistakes(in: configuration, meters: names).flatMap(mistakes)
    }

    /// What a file of readings holds.
    private func imported(_ file: ImportedFile) -> DoctorFinding {
        var finding = DoctorFinding(area: "import", subject: file.register.name.text, state: .good, text: "")
        do throws(AgentError) {
            let content = try file.read()
            let last = content.points.last.map { ", the last of \($0.at.text): \($0.index.text) \(file.register.unit)" }
            finding.text = "\(file.path): \(content.points.count) readings\(last ?? "")"
            guard content.wrong > 0 || content.points.isEmpty else { return finding }
            finding.state = .warning
            finding.text += content.wrong > 0 ? ", \(content.wrong) lines cannot be read" : ""
            finding.details = content.mistakes.map { "\($0.key): \($0.problem): \($0.advice)" }
        } catch {
            (finding.state, finding.text) = (.problem, error.message)
            finding.advice = "write it, or take the [[import]] out; what it is part of waits for it"
        }
        return finding
    }

    /// A picture of the meter, and what its light did.
    private func shot(of meter: PreparedMeter) async -> [DoctorFinding] {
        guard let camera = meter.source as? MeterCamera else { return [] }
        var finding = DoctorFinding(area: "meter", subject: meter.face.card.meter, state: .good, text: "")
        let shot: Shot
        do throws(CaptureError) {
            try await camera.check()
            shot = try await camera.shot(of: meter.face.card.frames)
        } catch {
            finding.state = .problem
            finding.text = error.description
            return [finding]
        }
        if let trouble = keep(shot, of: meter) { finding.details = [trouble] }
        var reader = MeterReader(face: meter.face, standsAlone: true)
        let reading = reader.read(shot.frames.map(\.picture), at: clock.wall(), time: .unsynchronised).first
        if let index = reading?.index {
            finding.text = "the camera shows \(index.text) \(reading?.unit ?? "")"
        } else {
            finding.state = .warning
            let reasons = (reading?.reasons ?? []).map(\.rawValue)
            finding.text = "the camera delivers, but the meter is not read: \(reasons.joined(separator: ", "))"
            finding.advice =
                "look at the picture: focus, light, and whether the camera still hangs where the card was made"
        }
        return [finding] + light(shot, of: meter)
    }

    /// Keeps the picture for people to look at; what went wrong, or where it is.
    private func keep(_ shot: Shot, of meter: PreparedMeter) -> String? {
        guard let pictures, let frame = shot.frames.last else { return nil }
        let file = "\(pictures)/\(meter.face.card.meter).jpg"
        do throws(AgentError) {
            try TextFile.writeBytes(frame.picture.file(quality: Limits.pictureQuality), to: file)
            return "picture \(file)"
        } catch {
            return error.message
        }
    }

    private func light(_ shot: Shot, of meter: PreparedMeter) -> [DoctorFinding] {
        var finding = DoctorFinding(area: "light", subject: meter.face.card.meter, state: .good, text: "")
        switch shot.light {
        case .notUsed: return []
        case .works: finding.text = "seen in the picture"
        case .unknown:
            finding.text = "cannot be judged: the picture is bright without it"
        case .failed(let seen):
            finding.state = .problem
            finding.text = "not seen in the picture: \(seen)"
            finding.advice = "check the lamp, its line and activeLow"
        }
        return [finding]
    }

    private func broker(
        _ setting: AgentConfiguration.SinkSetting, _ share: SinkShare?, _ configuration: AgentConfiguration
    ) async -> DoctorFinding {
        switch setting {
        case .file(_, let path, _):
            var finding = BoardChecks.disk(of: path)
            finding.area = "sink"
            finding.subject = path
            return finding
        case .https(let name, let options, _):
            let sink = HTTPSink(name: name, options: options, limits: Limits.doctorPatience)
            return await server(name, options.endpoint.name) { () throws(UplinkError) in try await sink.check() }
        case .influx(let name, let options):
            let sink = InfluxSink(name: name, options: options, limits: Limits.doctorPatience)
            return await server(name, options.server.endpoint.name) { () throws(UplinkError) in try await sink.check() }
        case .mqtt(let name, var broker):
            var finding = DoctorFinding(
                area: "broker", subject: name, state: .good, text: "\(broker.host):\(broker.port) lets us in")
            // The doctor does not tell others that the gateway is there, and gone again.
            (broker.tellsStatus, broker.edge, broker.homeAssistant, broker.commands) = (false, nil, nil, nil)
            do {
                // Under another name than the agent's: a broker ends the older of two connections of one name.
                let device = configuration.device + "-doctor"
                let quiet = Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() }
                let sink = try SinkMaker(.mqtt(name: name, broker: broker), share: share, device: device, meters: [])
                    .make(SinkMaker.Surroundings(logger: quiet))
                try await sink.prepare()
                await sink.close()
            } catch {
                finding.state = .problem
                finding.text = (error as? AgentError)?.message ?? "\(error)"
                finding.advice = (error as? UplinkError)?.advice ?? "readings are kept until it can be used"
            }
            return finding
        }
    }

    /// One try of a server, without a reading in it.
    private func server(
        _ name: String, _ endpoint: String, _ check: () async throws(UplinkError) -> String
    ) async -> DoctorFinding {
        var finding = DoctorFinding(area: "server", subject: name, state: .good, text: "")
        do throws(UplinkError) {
            finding.text = "\(endpoint) lets us in; it answers \(try await check()) to no readings"
        } catch {
            finding.state = .problem
            finding.text = error.description
            finding.advice = error.advice
        }
        return finding
    }
}
