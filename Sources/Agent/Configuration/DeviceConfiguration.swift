// Reads what the configuration says of devices: cameras, outputs, inputs.

import Capture
import Metering
import Recognition

extension AgentConfiguration {
    /// A `[[camera]]`, with the name of the output that it gets its power from.
    static func readVideoCamera(_ table: TableReader) -> (setting: CameraSetting, power: String?) {
        defer { table.finish() }
        let name = readText(table, "name", default: "camera")
        var place = CameraSetting.Place.path("")
        switch (table.has("device"), table.has("bus")) {
        case (true, false): place = .path(readText(table, "device"))
        case (false, true): place = .bus(readText(table, "bus"))
        default:
            // Asked for, so that neither counts as unknown.
            _ = (table.string("device", default: ""), table.string("bus", default: ""))
            table.mistakes.add(
                table.path, "the camera \"\(name)\" needs one of device and bus",
                "add device = \"/dev/v4l/by-id/…\", or bus = \"usb-…\"; `meterclip doctor` lists both")
        }
        var setting = CameraSetting(name: name, place: place)
        if table.has("format") { setting.format = table.choice("format") }
        if let size = table.numbers("size", count: 2) {
            let sides = size.map { Int($0) }
            if size.allSatisfy({ $0 == $0.rounded() && (16...16_384).contains($0) }) {
                setting.size = VideoSize(sides[0], sides[1])
            } else {
                table.mistakes.add(table.key("size"), "this is no size", "write it like [640, 480], in pixels")
            }
        }
        setting.warmUp = table.integer("warmUp", in: 1...Capture.Limits.warmUpFramesMax, default: setting.warmUp)
        setting.patience =
            table.duration("timeout", in: .milliseconds(100)...Duration.seconds(60), default: "5s").milliseconds
        setting.rests = table.flag("rest", default: false)
        let power = table.has("power") ? readText(table, "power") : nil
        if power != nil, !setting.rests {
            table.mistakes.add(
                table.key("power"), "a camera whose power is switched has to rest between readings", "add rest = true")
        }
        return (setting, power)
    }

    /// An `[[output]]`.
    static func readOutput(_ table: TableReader) -> Output.Setting {
        defer { table.finish() }
        var setting = Output.Setting(name: readText(table, "name"), line: readLine(table))
        setting.lead = table.duration("lead", in: .zero...Duration.seconds(60), default: "200ms").milliseconds
        if table.has("hold") {
            setting.hold = table.duration("hold", in: .zero...Duration.seconds(60), default: "100ms").milliseconds
        }
        setting.most = table.duration("most", in: .seconds(1)...Duration.seconds(600), default: "30s").milliseconds
        if setting.lead + setting.hold >= setting.most {
            table.mistakes.add(
                table.key("most"), "lead and hold take all the time that the output may be on",
                "make \"most\" longer than both together")
        }
        return setting
    }

    /// An input whose edges mean something.
    static func readInput(_ table: TableReader) -> InputSetting {
        let input = readOpenInput(table)
        table.finish()
        return input
    }

    /// A meter's pulse output.
    static func readPulses(_ table: TableReader) -> Pulses? {
        let input = readOpenInput(table)
        let text = table.string("weight")
        let each = table.has("each") ? table.integer("each", in: 1...Limits.pulsesEachMax) : nil
        table.finish()
        guard let weight = Index(text), weight.units > 0 else {
            if !text.isEmpty || table.has("weight") {
                table.mistakes.add(
                    table.key("weight"), "\"\(text)\" is not the weight of a pulse",
                    "write what one pulse counts in units of the index, in quotes, for example \"0.01\"")
            }
            return nil
        }
        return Pulses(input: input, weight: weight, each: each.map { Int64($0) })
    }

    private static func readOpenInput(_ table: TableReader) -> InputSetting {
        var line = readLine(table)
        line.bias = table.choice("bias", default: .asIs) ?? .asIs
        var input = InputSetting(line: line, edge: table.choice("edge", default: .rising) ?? .rising)
        if table.has("debounce") {
            input.debounce = table.duration("debounce", in: .zero...Duration.seconds(10), default: "20ms").milliseconds
        }
        return input
    }

    private static func readLine(_ table: TableReader) -> LineSetting {
        let chip = readText(table, "chip", default: "/dev/gpiochip0")
        let isActiveLow = table.flag("activeLow", default: false)
        let place: LineSetting.Place =
            table.hasText("line")
            ? .name(readText(table, "line")) : .number(table.integer("line", in: 0...Capture.Limits.linesMax - 1))
        return LineSetting(chip: chip, place: place, isActiveLow: isActiveLow)
    }

    /// Names that are used twice, or not there.
    func checkNames(_ mistakes: MistakeList) {
        checkUnique(cameras.map(\.name), "camera", mistakes)
        checkUnique(outputs.map(\.name), "output", mistakes)
        for (i, power) in cameraPowers.enumerated() {
            if let power { check(power, among: outputs.map(\.name), "camera[\(i)].power", "output", mistakes) }
        }
        for meter in meters {
            guard case .video(let camera, let lights) = meter.camera else { continue }
            check(camera, among: cameras.map(\.name), meter.key + ".camera", "camera", mistakes)
            for light in lights.joined() {
                check(light, among: outputs.map(\.name), meter.key + ".lights", "output", mistakes)
            }
        }
    }

    private func checkUnique(_ names: [String], _ what: String, _ mistakes: MistakeList) {
        for (i, name) in names.enumerated() where names[..<i].contains(name) {
            mistakes.add("\(what)[\(i)].name", "two entries of \(what) are named \"\(name)\"", "give each its own name")
        }
    }

    private func check(
        _ name: String, among names: [String], _ key: String, _ what: String, _ mistakes: MistakeList
    ) {
        guard !name.isEmpty, !names.contains(name) else { return }
        mistakes.add(
            key, "there is no \(what) \"\(name)\"",
            names.isEmpty ? "add [[\(what)]] with name = \"\(name)\"" : "use one of " + names.joined(separator: ", "))
    }
}
