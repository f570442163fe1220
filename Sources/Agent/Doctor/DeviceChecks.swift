// The doctor's look at what hangs on the board: cameras and GPIO chips, whether or not a configuration uses them.

import Capture
import Glibc
import Metering

/// Looks at devices.
enum DeviceChecks {
    /// All cameras with their formats and controls.
    static func cameras() -> [DoctorFinding] {
        let cameras = CameraSurvey.all()
        guard !cameras.isEmpty else {
            return [
                DoctorFinding(
                    area: "camera", subject: "/dev/video*", state: .warning, text: "no camera is plugged in",
                    advice: "plug one in, and look at the kernel's messages if it does not appear")
            ]
        }
        return cameras.map { camera(at: $0.path, $0.result) }
    }

    static func camera(at path: String, _ result: Result<CameraSurvey.Camera, CameraFault>) -> DoctorFinding {
        switch result {
        case .failure(let fault):
            return DoctorFinding(
                area: "camera", subject: path, state: .problem, text: "\(fault)", advice: advice(fault, path))
        case .success(let camera):
            let known = camera.formats.contains { $0.format != nil }
            let formats = camera.formats.map { "format \($0.text)" + ($0.format == nil ? " (not understood)" : "") }
            let controls = camera.controls.map { control in
                "control \(control.name) \(control.least) to \(control.most), usually \(control.usual)"
                    + (control.choices.isEmpty ? "" : ": " + control.allowed) + (control.isLocked ? " (locked)" : "")
            }
            return DoctorFinding(
                area: "camera", subject: path, state: known ? .good : .problem,
                text: "\(camera.card) on bus \(camera.bus)",
                advice: known
                    ? camera.lasting.map { "device = \"\($0)\" stays when it is plugged in again" }
                        ?? "bus = \"\(camera.bus)\" stays when it is plugged in again"
                    : "use another camera: this one delivers nothing that can be read",
                details: formats + controls)
        }
    }

    /// All GPIO chips with their lines.
    static func lines() -> [DoctorFinding] {
        let paths = GPIOChips.paths()
        guard !paths.isEmpty else {
            return [
                DoctorFinding(
                    area: "line", subject: "/dev/gpiochip*", state: .skipped, text: "this board shows no GPIO chip")
            ]
        }
        return paths.map(chip)
    }

    private static func chip(_ path: String) -> DoctorFinding {
        do throws(LineFault) {
            let chip = try GPIOChips.chip(at: path)
            let used = chip.lines.enumerated().compactMap { number, line in
                line.user.map {
                    "line \(number)\(name(line)) is used by \($0) as \(line.isOutput ? "output" : "input")"
                }
            }
            let named = chip.lines.enumerated().filter { $1.user == nil && !$1.name.isEmpty }
                .map { "\($0.element.name) (\($0.offset))" }
            return DoctorFinding(
                area: "line", subject: path, state: .good,
                text: "\(chip.label), \(chip.lines.count) lines, \(used.count) in use",
                details: used + (named.isEmpty ? [] : ["free: " + named.joined(separator: ", ")]))
        } catch {
            let advice =
                if case .forbidden = error { access(to: path, subsystem: "gpio", group: "gpio") } else { "" }
            return DoctorFinding(area: "line", subject: path, state: .problem, text: "\(error)", advice: advice)
        }
    }

    private static func name(_ line: GPIOChips.Line) -> String { line.name.isEmpty ? "" : " (\(line.name))" }

    /// What gives the agent's user a device: its group, where it has one with rights, or else a rule that gives it one.
    private static func access(to path: String, subsystem: String, group usual: String) -> String {
        var information = stat()
        if stat(path, &information) == 0, information.st_mode & 0o060 == 0o060, information.st_gid != 0,
            let entry = getgrgid(information.st_gid)
        {
            let group = String(cString: entry.pointee.gr_name)
            return "add the agent's user to the group \"\(group)\": sudo usermod -aG \(group) USER, then start it again"
        }
        return
            "no group may use \(path): write a udev rule SUBSYSTEM==\"\(subsystem)\", GROUP=\"\(usual)\", MODE=\"0660\", "
            + "and add the agent's user to that group"
    }

    private static func advice(_ fault: CameraFault, _ path: String) -> String {
        switch fault {
        case .forbidden: access(to: path, subsystem: "video4linux", group: "video")
        case .busy: "if that is the agent itself, all is well: end it to look closer"
        default: ""
        }
    }
}
