// Reads the daemon's configuration from its TOML file, with all mistakes at once.

import Capture
import Metering
import TOMLKit
import Uplink

extension AgentConfiguration {
    /// Reads `path`; relative paths in it start from its folder.
    public static func read(_ path: String) throws(AgentError) -> AgentConfiguration {
        let document = try ConfigurationDocument(path: path)
        let mistakes = MistakeList()
        let top = TableReader(document.table, path: "", mistakes: mistakes)
        let device = top.string("device")
        if !device.isEmpty, !TopicTemplate.isLevel(device) {
            mistakes.add("device", "\"\(device)\" cannot be a device's name", "leave out '/', '+', '#' and line breaks")
        }
        let configuration = AgentConfiguration(
            device: device, journal: CardFile.sibling(top.string("journal"), of: path),
            meters: top.tables("meter").map { readMeter($0, path) }, sinks: readSinks(top, path))
        if configuration.meters.isEmpty {
            mistakes.add("meter", "there is no meter", "add a [[meter]] with its card and camera")
        }
        if configuration.sinks.isEmpty {
            mistakes.add("sink", "there is no sink", "add a [[sink]], for example kind = \"file\"")
        }
        top.finish()
        try document.report(mistakes)
        return configuration
    }

    private enum CameraKind: String, CaseIterable {
        case simulated, folder
    }

    private enum SinkKind: String, CaseIterable {
        case file, mqtt
    }

    private static func readMeter(_ table: TableReader, _ path: String) -> Meter {
        var camera = Camera.folder("")
        if let inner = table.table("camera") {
            camera = readCamera(inner, path)
        } else {
            table.mistakes.add(table.path, "the meter has no camera", "add camera = { kind = …, … }")
        }
        var card: String?
        if case .folder = camera { card = CardFile.sibling(table.string("card"), of: path) }
        let text = table.string("interval", default: "15m")
        let interval = DurationText.parse(text)
        if interval == nil || interval! < Limits.intervalMin {
            table.mistakes.add(
                table.key("interval"), "\"\(text)\" is not an interval", "write it like \"15m\"; at least 100ms")
        }
        table.finish()
        return Meter(card: card, camera: camera, interval: interval ?? .seconds(900))
    }

    private static func readCamera(_ table: TableReader, _ path: String) -> Camera {
        defer { table.finish() }
        let kind: CameraKind? = table.choice("kind")
        switch kind {
        case .simulated:
            return .simulated(
                table.choice("face") ?? .water, seed: UInt64(table.integer("seed", in: 0...Int.max, default: 1)),
                acceleration: table.number("acceleration", in: 0...100_000) ?? 1)
        case .folder: return .folder(CardFile.sibling(table.string("path"), of: path))
        case nil: return .folder("")
        }
    }

    private static func readSinks(_ top: TableReader, _ path: String) -> [SinkSetting] {
        var names: [String] = []
        return top.tables("sink").compactMap { table in
            defer { table.finish() }
            guard let kind: SinkKind = table.choice("kind") else { return nil }
            let name = table.string("name", default: kind.rawValue)
            if names.contains(name) {
                table.mistakes.add(
                    table.path, "two sinks are named \"\(name)\"",
                    "give each its own name: the journal keeps its place by it")
            }
            names.append(name)
            switch kind {
            case .file: return .file(name: name, path: CardFile.sibling(table.string("path"), of: path))
            case .mqtt: return readBroker(table, name, path)
            }
        }
    }

    private static func readBroker(_ table: TableReader, _ name: String, _ path: String) -> SinkSetting {
        let topic = table.string("topic", default: "meterclip/{device}/{meter}/{kind}")
        do {
            _ = try TopicTemplate(topic)
        } catch {
            table.mistakes.add(
                table.key("topic"), error.description, "write it like \"meterclip/{device}/{meter}/reading\"")
        }
        let passwordFile = table.has("passwordFile") ? table.string("passwordFile") : nil
        return .mqtt(
            name: name, host: table.string("host"), port: table.integer("port", in: 1...65_535, default: 1883),
            topic: topic, user: table.has("user") ? table.string("user") : nil,
            passwordFile: passwordFile.map { CardFile.sibling($0, of: path) })
    }
}
