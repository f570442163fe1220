// Reads whom a connection trusts and how it shows who we are. The files are looked into at once: at night, when the first
// reading is due, nobody is there to put them right.

import Uplink

/// The files of a connection over TLS: `certificateFile`, `keyFile`, `authorityFile`.
struct TrustConfiguration {
    /// The certificate that we show.
    var certificate: ClientCertificate?
    /// The authorities that may vouch for the server.
    var authorities: String?

    init(_ table: TableReader, _ path: String) {
        authorities = Self.file(table, "authorityFile", path)
        Self.check(table, "authorityFile", authorities, label: "CERTIFICATE", what: "certificate")
        certificate = Self.readPair(table, path)
    }

    /// `certificateFile` and its `keyFile`, checked; nil if they are not both there.
    static func readPair(_ table: TableReader, _ path: String) -> ClientCertificate? {
        let before = table.mistakes.mistakes.count
        let file = Self.file(table, "certificateFile", path)
        let key = Self.file(table, "keyFile", path)
        Self.check(table, "certificateFile", file, label: "CERTIFICATE", what: "certificate")
        Self.check(table, "keyFile", key, label: "PRIVATE KEY", what: "private key")
        if let file, let key {
            let pair = ClientCertificate(file: file, key: key)
            // A locked one would be asked for at a terminal.
            if before == table.mistakes.mistakes.count, pair.isMismatched {
                table.mistakes.add(
                    table.key("keyFile"), "\(key) is not the key of \(file)",
                    "name the key that was made for this certificate")
            }
            return pair
        } else if file != nil {
            table.mistakes.add(table.key("certificateFile"), "a certificate without its key", "add keyFile = \"…\"")
        } else if key != nil {
            table.mistakes.add(table.key("keyFile"), "a key without its certificate", "add certificateFile = \"…\"")
        }
        return nil
    }

    /// The secret's file, checked; nil if there is none. `least` is the least length.
    static func secret(_ table: TableReader, _ name: String, _ path: String, least: Int = 1) -> String? {
        guard let file = file(table, name, path), !file.isEmpty else { return nil }
        do throws(UplinkError) {
            let count = try SecretFile.secret(in: file).count
            if count < least {
                table.mistakes.add(
                    table.key(name), "the secret in \(file) has \(count) characters",
                    "use at least \(least), made by chance: openssl rand -hex 32")
            }
        } catch {
            guard case .file(_, _, let reason) = error else { return file }
            table.mistakes.add(
                table.key(name), "\(file) holds no secret: \(reason)",
                "write the secret into its first line, and let the agent's user read it")
        }
        return file
    }

    private static func file(_ table: TableReader, _ name: String, _ path: String) -> String? {
        guard table.has(name) else {
            // Asked for, so that it is known as a key.
            _ = table.string(name, default: "")
            return nil
        }
        return AgentConfiguration.readPath(table, name, path)
    }

    private static func check(_ table: TableReader, _ name: String, _ file: String?, label: String, what: String) {
        guard let file, !table.string(name, default: "").isEmpty else { return }
        func refuse(_ problem: String, _ advice: String) {
            table.mistakes.add(table.key(name), "\(file) \(problem)", advice)
        }
        let bytes: [UInt8]
        do throws(AgentError) {
            bytes = try TextFile.readBytes(file, limit: Limits.configurationBytesMax)
        } catch {
            let reason = if case .unreadable(_, let reason) = error { reason } else { error.message }
            return refuse("cannot be read: \(reason)", "put the \(what) there, and let the agent's user read it")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let labels = labels(text)
        if labels.contains(where: { $0.hasSuffix(label) && $0.hasPrefix("ENCRYPTED") }) {
            refuse(
                "is locked with a pass phrase",
                "take it off: openssl pkey -in LOCKED -out OPEN; nobody is there to type it")
        } else if !labels.contains(where: { $0.hasSuffix(label) }) {
            let empty = bytes.isEmpty ? "is empty" : "is not PEM"
            let found = labels.first.map { "holds \"\($0)\", not a \(what)" } ?? empty
            refuse(found, "name a file with \"-----BEGIN … \(label)-----\" in it")
        } else if let label = labels.first(where: { $0.hasSuffix(label) }), !text.contains("-----END \(label)-----") {
            refuse("is cut off: it has a beginning and no end", "put the whole \(what) there")
        }
    }

    /// What the parts of a PEM file are.
    private static func labels(_ text: String) -> [String] {
        let lines = text.split(whereSeparator: \.isNewline)
        let labels = lines.compactMap { line -> String? in
            guard line.hasPrefix("-----BEGIN "), line.hasSuffix("-----") else { return nil }
            return String(line.dropFirst("-----BEGIN ".count).dropLast(5))
        }
        // How older programs mark a locked key.
        return lines.contains("Proc-Type: 4,ENCRYPTED") ? labels.map { "ENCRYPTED " + $0 } : labels
    }
}
