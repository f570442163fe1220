// Reads the daemon's configuration from its TOML file, with all mistakes at once.

import Capture
import Journal
import Metering
import TOMLKit
import Uplink

extension AgentConfiguration {
    /// Reads `path`; relative paths in it start from its folder.
    public static func read(_ path: String) throws(AgentError) -> AgentConfiguration {
        try read(path, text: nil)
    }

    /// The same of `text`, as if it stood there.
    static func read(_ path: String, text: String?) throws(AgentError) -> AgentConfiguration {
        let document = try ConfigurationDocument(path: path, text: text)
        let mistakes = MistakeList()
        let top = TableReader(document.table, path: "", mistakes: mistakes)
        let cameras = top.tables("camera").map { readVideoCamera($0) }
        let evidence = top.table("evidence").map { readEvidence($0) } ?? (isKept: true, bytes: Limits.evidenceBytes)
        let sinks = readSinks(top, path, keepsEvidence: evidence.isKept)
        var configuration = AgentConfiguration(
            device: readName(top, "device", of: "a device", bytesMax: Journal.Limits().nameBytes),
            journal: readPath(top, "journal", path), cameras: cameras.map(\.setting),
            cameraPowers: cameras.map(\.power), outputs: top.tables("output").map { readOutput($0) },
            meters: top.tables("meter").map { readMeter($0, path) }, sinks: sinks.map(\.setting),
            source: document.source)
        configuration.tariffs = readTariffs(top)
        configuration.groups = top.tables("balance").map { readGroup($0) }
        configuration.imports = top.tables("import").map { readImport($0, path) }
        configuration.systems = top.tables("system").compactMap { readSystem($0) }
        configuration.checkNames(mistakes)
        mistakes.add(configuration.moneyMistakes())
        if configuration.meters.isEmpty {
            mistakes.add("meter", "there is no meter", "add a [[meter]] with its card and camera")
        }
        // One with mistakes is not missing.
        if configuration.sinks.isEmpty, !mistakes.mistakes.contains(where: { $0.key.hasPrefix("sink") }) {
            mistakes.add("sink", "there is no sink", "add a [[sink]], for example kind = \"file\"")
        }
        configuration.sinkPlans = Dictionary(
            sinks.map { ($0.setting.name, $0.plan) }, uniquingKeysWith: { first, _ in first })
        for sink in sinks { configuration.sinkShares[sink.setting.name] = sink.share }
        configuration.metrics = readMetrics(top)
        #if Console
            configuration.console = readConsole(top, path)
        #else
            readConsole(top)
        #endif
        if top.has("control") {
            configuration.control = readPath(top, "control", path)
        } else {
            _ = top.string("control", default: "")
        }
        configuration.evidenceBytes = evidence.isKept ? evidence.bytes : nil
        top.finish()
        try document.report(mistakes)
        return configuration
    }

    private static func readEvidence(_ table: TableReader) -> (isKept: Bool, bytes: Int64) {
        defer { table.finish() }
        let text = table.string("size", default: "256MiB")
        let size = SizeText.parse(text)
        if size == nil {
            table.mistakes.add(
                table.key("size"), "\"\(text)\" is not a size", "write it like \"256MiB\"; there are KiB, MiB and GiB")
        }
        return (table.flag("keep", default: true), size.map { Int64($0) } ?? Limits.evidenceBytes)
    }

    private enum CameraKind: String, CaseIterable {
        case simulated, folder
    }

    private static func readMeter(_ table: TableReader, _ path: String) -> Meter {
        var camera = Camera.folder("")
        if table.hasText("camera") {
            camera = .video(readText(table, "camera"), lights: table.groups("lights"))
        } else if let inner = table.table("camera") {
            camera = readCamera(inner, path)
        } else {
            table.mistakes.add(
                table.path, "the meter has no camera", "add camera = \"name of a [[camera]]\", or { kind = …, … }")
        }
        var card: String?
        if case .simulated = camera, !table.has("card") {
            // It brings its own.
            _ = table.string("card", default: "")
        } else {
            card = readPath(table, "card", path)
        }
        var name: String?
        if table.has("name") {
            name = readName(table, "name", of: "a meter", bytesMax: Metering.Limits.nameLengthMax)
        } else {
            _ = table.string("name", default: "")
        }
        var meter = Meter(card: card, camera: camera, plan: readPlan(table), name: name)
        meter.key = table.path
        meter.triggers = table.tables("trigger").map { readInput($0) }
        meter.pulses = table.table("pulses").flatMap { readPulses($0) }
        meter.warnings = readWarnings(table.table("warnings"), of: camera)
        meter.money = table.table("money").map { readMoney($0) }
        table.finish()
        return meter
    }

    private static func readCamera(_ table: TableReader, _ path: String) -> Camera {
        defer { table.finish() }
        let kind: CameraKind? = table.choice("kind")
        switch kind {
        case .simulated:
            return .simulated(
                table.choice("face") ?? .water, seed: UInt64(table.integer("seed", in: 0...Int.max, default: 1)),
                acceleration: table.number("acceleration", in: 0...100_000) ?? 1)
        case .folder: return .folder(readPath(table, "path", path))
        case nil: return .folder("")
        }
    }

    /// A text that says something.
    static func readText(_ table: TableReader, _ key: String, default fallback: String? = nil) -> String {
        let before = table.mistakes.mistakes.count
        let text = table.string(key, default: fallback)
        if text.isEmpty, table.mistakes.mistakes.count == before {
            table.mistakes.add(table.key(key), "\"\(key)\" is empty", "write something between the quotes")
        }
        return text
    }

    /// A path, made to start from the folder of the configuration.
    static func readPath(_ table: TableReader, _ key: String, _ path: String) -> String {
        CardFile.sibling(readText(table, key), of: path)
    }

    /// A name that journal and topics can take.
    static func readName(
        _ table: TableReader, _ key: String, of what: String, bytesMax: Int, default fallback: String? = nil
    ) -> String {
        let name = readText(table, key, default: fallback)
        if name.utf8.count > bytesMax {
            table.mistakes.add(
                table.key(key), "the name of \(what) has \(name.utf8.count) bytes", "use at most \(bytesMax)")
        } else if !name.isEmpty, !TopicTemplate.isLevel(name) {
            table.mistakes.add(
                table.key(key), "\"\(name)\" cannot be the name of \(what)", "leave out '/', '+', '#' and line breaks")
        }
        return name
    }
}
