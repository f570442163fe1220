// What people write as the host of a broker although it is more: a scheme, a user, a port, a path. It is taken apart only to say how
// it is written here; a password in it is not told again.

/// A broker's host that has more in it than a name.
struct BrokerAddress {
    /// What was written, without user and password.
    let text: String
    /// How it is to be written.
    let advice: String

    /// Nil if `host` is a name or an address of the network, such as `broker.example`, `10.0.0.3` or `fe80::1`.
    init?(_ host: String) {
        let parts = host.firstRange(of: "://")
        let scheme = parts.map { host[..<$0.lowerBound].lowercased() }
        var rest = host[(parts?.upperBound ?? host.startIndex)...]
        let isNumeric = rest.count { $0 == ":" } > 1 && !rest.contains { "[@".contains($0) }
        let strange: (Unicode.Scalar) -> Bool = { $0.value <= 0x20 || "/@[]?#".unicodeScalars.contains($0) }
        guard scheme != nil || rest.unicodeScalars.contains(where: strange) || (rest.contains(":") && !isNumeric) else {
            return nil
        }
        let user = rest.lastIndex(of: "@")
        if let user { rest = rest[rest.index(after: user)...] }
        text = (scheme.map { $0 + "://" } ?? "") + (user == nil ? "" : "…@") + rest
        rest = rest.prefix { !"/?#".contains($0) }
        var port: Int?
        // Behind a bracket that was left open there is none.
        if !isNumeric, let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
            (port, rest) = (Int(rest[rest.index(after: colon)...]), rest[..<colon])
        }
        let name = rest.filter { $0 != "[" && $0 != "]" && !$0.isWhitespace }
        guard scheme?.hasPrefix("ws") != true else {
            advice = "web sockets are not spoken; write host = \"\(name)\" and the port of MQTT itself"
            return
        }
        let isEncrypted = ["mqtts", "ssl", "tls"].contains(scheme)
        let wanted =
            ["host = \"\(name)\""] + (port.map { ["port = \($0)"] } ?? []) + (isEncrypted ? ["tls = true"] : [])
            + (user == nil ? [] : ["user and passwordFile"])
        advice = "write " + wanted.joined(separator: ", ")
    }
}
