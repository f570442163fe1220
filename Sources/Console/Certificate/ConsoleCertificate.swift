// A certificate for those who have none: made on the gateway, signed by itself, and told by its fingerprint, which whoever opens the console
// for the first time compares. Files that are there already are never touched.

import CCrypto
import Glibc

/// The console's own certificate.
public struct ConsoleCertificate: Sendable {
    /// The PEM file with the certificate.
    public let certificate: String
    /// The PEM file with its key, which only its owner can read.
    public let key: String
    /// SHA-256 of the certificate, as browsers and openssl show it.
    public let fingerprint: String

    /// Makes one for servers of these names and addresses in a folder: `console.pem` and `console.key`.
    ///
    /// - Throws: `ConsoleError.file` with what is in the way.
    public init(names: [String], in folder: String) throws(ConsoleError) {
        (certificate, key) = (folder + "/console.pem", folder + "/console.key")
        guard let first = names.first else { throw .file(path: certificate, reason: "a certificate needs a name") }
        for name in names where !Self.isName(name) {
            throw .file(path: certificate, reason: "\"\(name)\" is no name of a server and no address")
        }
        for path in [certificate, key] where access(path, F_OK) == 0 {
            throw .file(path: path, reason: "is there already, and is not replaced; move it away first")
        }
        let (made, own) = try Self.make(names, shown: first, path: certificate)
        try Self.write(own, to: key, mode: 0o600)
        do throws(ConsoleError) {
            try Self.write(made, to: certificate, mode: 0o644)
        } catch {
            unlink(key)
            throw error
        }
        fingerprint = Self.fingerprint(of: certificate) ?? ""
    }

    /// The fingerprint of the first certificate in a file; nil if there is none.
    public static func fingerprint(of path: String) -> String? {
        var code = [UInt8](repeating: 0, count: Int(CCRYPTO_SHA256_BYTES))
        guard ccrypto_fingerprint(path, &code) else { return nil }
        return code.map { Secret.hex([$0]).uppercased() }.joined(separator: ":")
    }

    /// What this machine is called, and its addresses that others can reach.
    public static func namesOfThisMachine() -> [String] {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var names = host.isEmpty || host == "localhost" ? [] : host.contains(".") ? [host] : [host, host + ".local"]
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return names }
        defer { freeifaddrs(first) }
        var next = first
        while let interface = next?.pointee {
            next = interface.ifa_next
            // Addresses of a link alone are in no certificate.
            guard let address = interface.ifa_addr, let text = numeric(address), !ConsoleSetting.isLocal(text),
                !text.contains("%"), !names.contains(text)
            else { continue }
            names.append(text)
        }
        return names.filter(isName)
    }

    /// Names that lead to the machine itself.
    public static let ownNames = ["localhost", "127.0.0.1", "::1"]

    static func isName(_ text: String) -> Bool {
        if isAddress(text) { return true }
        return (1...253).contains(text.utf8.count)
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                (1...63).contains(part.utf8.count) && part.first != "-" && part.last != "-"
                    && part.utf8.allSatisfy { byte in
                        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                            || byte == 0x2D
                    }
            }
    }

    private static func isAddress(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
    }

    private static func make(
        _ names: [String], shown: String, path: String
    ) throws(ConsoleError) -> (certificate: [UInt8], key: [UInt8]) {
        let alternatives = names.map { (isAddress($0) ? "IP:" : "DNS:") + $0 }.joined(separator: ",")
        var certificate = [CChar](repeating: 0, count: Limits.certificateBytes)
        var key = certificate
        // What people are shown has a limit of its own; what counts are the names.
        let title = String(shown.prefix(64))
        guard
            ccrypto_self_signed(
                title, alternatives, Int32(Limits.certificateDays), &certificate, &key, certificate.count)
        else { throw .file(path: path, reason: "the certificate cannot be made; are these too many names?") }
        func text(_ bytes: [CChar]) -> [UInt8] { bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) } }
        return (text(certificate), text(key))
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(ConsoleError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw .file(path: path, reason: "cannot be written: \(reason)")
        }
    }

    private static func numeric(_ address: UnsafeMutablePointer<sockaddr>) -> String? {
        let family = Int32(address.pointee.sa_family)
        guard family == AF_INET || family == AF_INET6 else { return nil }
        let size = family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
        var text = [CChar](repeating: 0, count: 64)
        guard getnameinfo(address, socklen_t(size), &text, 64, nil, 0, NI_NUMERICHOST) == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
