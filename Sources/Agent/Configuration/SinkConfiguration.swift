// Reads the `[[sink]]` tables of the configuration.

import Journal
import Uplink

extension AgentConfiguration {
    private enum SinkKind: String, CaseIterable {
        case file, mqtt, https, influxdb
    }

    /// The destinations, each under a name of its own.
    static func readSinks(
        _ top: TableReader, _ path: String, keepsEvidence: Bool
    ) -> [(setting: SinkSetting, plan: SinkPlan, share: SinkShare?)] {
        var names: [String] = []
        return top.tables("sink").compactMap { table in
            defer { table.finish() }
            let plan = readSinkPlan(table)
            let share = readSinkShare(table, path)
            let setting = readSink(table, path, &names)
            if case .https(_, _, true) = setting, !keepsEvidence {
                table.mistakes.add(
                    table.key("evidence"), "there are no pictures to send", "leave out keep = false in [evidence]")
            }
            if let share, let setting { checkShare(share, of: setting, table) }
            return setting.map { ($0, plan, share) }
        }
    }

    private static func readSink(_ table: TableReader, _ path: String, _ names: inout [String]) -> SinkSetting? {
        guard let kind: SinkKind = table.choice("kind") else { return nil }
        let name = readName(
            table, "name", of: "a sink", bytesMax: Journal.Limits().nameBytes, default: kind.rawValue)
        if names.contains(name) {
            table.mistakes.add(
                table.path, "two sinks are named \"\(name)\"",
                "give each its own name: the journal keeps its place by it")
        }
        names.append(name)
        if kind != .https, table.has("evidence") {
            _ = table.flag("evidence", default: false)
            table.mistakes.add(
                table.key("evidence"), "no pictures go to a sink of kind \"\(kind.rawValue)\"",
                "leave it out; kind = \"https\" can send them")
        }
        switch kind {
        case .file: return .file(name: name, path: readPath(table, "path", path), rotation: readRotation(table))
        case .mqtt: return .mqtt(name: name, broker: readBroker(table, path))
        case .https:
            let sendsEvidence = table.flag("evidence", default: false)
            return readServer(table, path).map { .https(name: name, options: $0, sendsEvidence: sendsEvidence) }
        case .influxdb: return readInflux(table, path).map { .influx(name: name, options: $0) }
        }
    }

    private static func readRotation(_ table: TableReader) -> FileRotation? {
        let text = table.string("size", default: "10MiB")
        let files = table.integer("files", in: 2...Limits.rotatedFilesMax, default: 5)
        let size = SizeText.parse(text)
        if size == nil {
            table.mistakes.add(
                table.key("size"), "\"\(text)\" is not a size", "write it like \"10MiB\"; there are KiB, MiB and GiB")
        }
        guard table.flag("rotate", default: true) else {
            for key in ["size", "files"] where table.has(key) {
                table.mistakes.add(
                    table.key(key), "\"\(key)\" means nothing without rotation", "leave out rotate = false")
            }
            return nil
        }
        return FileRotation(size: size ?? 10 << 20, files: files)
    }

    /// A web server; nil if its address is none, which has been told.
    private static func readServer(_ table: TableReader, _ path: String) -> HTTPOptions? {
        let endpoint = readEndpoint(table)
        let trust = readTrust(table, path, endpoint)
        let credentials = TrustConfiguration.secret(table, "tokenFile", path).map {
            HTTPOptions.Credentials.bearer(file: $0)
        }
        return options(endpoint, credentials ?? HTTPOptions.Credentials.none, trust, table)
    }

    private static func readInflux(_ table: TableReader, _ path: String) -> InfluxOptions? {
        let endpoint = readEndpoint(table)
        let trust = readTrust(table, path, endpoint)
        let before = table.mistakes.mistakes.count
        let version = table.integer("version", in: 0...1_000)
        let isKnown = before == table.mistakes.mistakes.count
        let measurement = readText(table, "measurement", default: "reading")
        var place = InfluxOptions.Place.database("")
        var credentials = HTTPOptions.Credentials.none
        switch version {
        case 1 where isKnown:
            place = .database(readText(table, "database"))
            credentials = readLogin(table, path)
        case 2 where isKnown:
            place = .bucket(readText(table, "bucket"), organisation: readText(table, "org"))
            // Told as missing by the reader.
            if !table.has("tokenFile") { _ = table.string("tokenFile") }
            if let file = TrustConfiguration.secret(table, "tokenFile", path) { credentials = .token(file: file) }
        default:
            if isKnown {
                table.mistakes.add(
                    table.key("version"), "unknown version \(version) of InfluxDB",
                    "write 1 or 2; later ones take what is written for 2")
            }
            // Either version's keys are as good until it is known which it is.
            for key in ["database", "user", "passwordFile", "bucket", "org", "tokenFile"] {
                _ = table.has(key) ? table.string(key) : table.string(key, default: "")
            }
        }
        return options(endpoint, credentials, trust, table).map {
            InfluxOptions(server: $0, place: place, measurement: measurement)
        }
    }

    private static func readLogin(_ table: TableReader, _ path: String) -> HTTPOptions.Credentials {
        let file = TrustConfiguration.secret(table, "passwordFile", path)
        let user = table.string("user", default: "")
        switch (user.isEmpty, table.has("passwordFile")) {
        case (true, false): return .none
        case (true, true):
            table.mistakes.add(table.key("passwordFile"), "a password without a user", "add user = \"…\"")
        case (false, false):
            table.mistakes.add(table.key("user"), "a user without a password", "add passwordFile = \"…\"")
        case (false, true):
            if user.contains(":") || user.unicodeScalars.contains(where: { $0.value < 0x20 }) {
                table.mistakes.add(table.key("user"), "\"\(user)\" cannot be a user's name here", "leave out ':'")
            }
            if let file { return .login(user: user, passwordFile: file) }
        }
        return .none
    }

    private static func readEndpoint(_ table: TableReader) -> HTTPEndpoint? {
        let isPlain = table.flag("plain", default: false)
        let before = table.mistakes.mistakes.count
        let url = readText(table, "url")
        guard before == table.mistakes.mistakes.count else { return nil }
        do throws(UplinkError) {
            return try HTTPEndpoint(url, allowingPlain: isPlain)
        } catch {
            guard case .badAddress(let address, let reason) = error else { return nil }
            let isUnencrypted = (try? HTTPEndpoint(url, allowingPlain: true)) != nil
            table.mistakes.add(
                table.key("url"), "readings cannot be sent to \"\(address)\"",
                reason + (isUnencrypted ? ", or add plain = true if the network is safe" : ""))
            return nil
        }
    }

    private static func readTrust(_ table: TableReader, _ path: String, _ endpoint: HTTPEndpoint?) -> TrustConfiguration
    {
        let trust = TrustConfiguration(table, path)
        if let endpoint, !endpoint.isEncrypted {
            for key in ["authorityFile", "certificateFile", "keyFile"] where table.has(key) {
                table.mistakes.add(
                    table.key(key), "\"\(key)\" means nothing without encryption", "write https:// in \"url\"")
            }
        }
        return trust
    }

    private static func options(
        _ endpoint: HTTPEndpoint?, _ credentials: HTTPOptions.Credentials, _ trust: TrustConfiguration,
        _ table: TableReader
    ) -> HTTPOptions? {
        let compresses = table.flag("gzip", default: true)
        return endpoint.map {
            HTTPOptions(
                endpoint: $0, credentials: credentials, certificate: trust.certificate, authorities: trust.authorities,
                compresses: compresses)
        }
    }
}
