// Reads what the configuration says of the watch over a meter's use: `[meter.warnings]`.

import Metering

extension AgentConfiguration {
    /// The watch over a meter; what is usual where there is no table. A simulated meter that runs faster than life is watched only where
    /// the configuration wants it: its hours are minutes.
    static func readWarnings(_ table: TableReader?, of camera: Camera) -> WarningSetting {
        var setting = WarningSetting()
        guard let table else { return WarningSetting(isOn: !camera.isFasterThanLife) }
        defer { table.finish() }
        setting.isOn = table.flag("watch", default: true)
        setting.watchesNoUse = table.flag("noUse", default: false)
        let words = WarningSetting.kinds.map(\.rawValue)
        for word in table.texts("leave") {
            guard let kind = WarningKind(rawValue: word), WarningSetting.kinds.contains(kind) else {
                table.mistakes.add(
                    table.key("leave"), "there is no warning \"\(word)\"",
                    NearWord.nearest(word, words).map { "did you mean \"\($0)\"?" } ?? "use some of "
                        + words.joined(separator: ", "))
                continue
            }
            setting.silenced.insert(kind)
        }
        setting.burst = table.number("burst", in: 1e-6...1e9)
        setting.jammed = hours("jammed", table)
        setting.silent = hours("silent", table) ?? setting.silent
        setting.awayUntil = table.text("awayUntil").flatMap { time($0, "awayUntil", table) }
        return setting
    }

    private static func hours(_ name: String, _ table: TableReader) -> Double? {
        guard let text = table.text(name) else { return nil }
        let (least, most) = (1.0, 366.0 * 24)
        let hours = DurationText.parse(text).map { Double($0.components.seconds) / 3_600 }
        if let hours, (least...most).contains(hours) { return hours }
        table.mistakes.add(
            table.key(name), "\"\(text)\" is not a duration for \"\(name)\"", "write it like \"36h\" or \"20d\"")
        return nil
    }
}

extension AgentConfiguration.Camera {
    /// Whether it looks at a meter whose hours are minutes.
    var isFasterThanLife: Bool { if case .simulated(_, _, let acceleration) = self { acceleration > 1 } else { false } }
}
