// The files of a protected connection, looked at before they are used: the library that reads them says little more than that
// something is wrong with one of them, and asks at a terminal for the passphrase of a key.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file of certificates or a key.
enum TLSFile {
    /// What must be in a file.
    enum Content: String {
        case certificate = "a certificate"
        case key = "a private key"

        fileprivate var labels: [String] {
            switch self {
            case .certificate: ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"]
            case .key: ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"]
            }
        }
    }

    /// Looks whether a file can be read and has what is asked for in it.
    ///
    /// - Throws: `UplinkError.file`.
    static func check(_ path: String, has content: Content, limits: UplinkLimits) throws(UplinkError) {
        let operation = "read \(content.rawValue)"
        func refuse(_ reason: String) -> UplinkError { .file(path: path, operation: operation, reason: reason) }
        // Not to wait for the other end where the file is a pipe.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw refuse(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw refuse(String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= limits.certificateBytes else {
                throw refuse("it is longer than \(limits.certificateBytes) bytes")
            }
        }
        let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
        let isSealed = lines.contains {
            $0.hasPrefix("-----BEGIN ENCRYPTED") || ($0.hasPrefix("Proc-Type:") && $0.contains("ENCRYPTED"))
        }
        if content == .key, isSealed { throw refuse("the key has a passphrase, and nobody is there to type it") }
        for label in content.labels where lines.contains(where: { $0.hasPrefix("-----BEGIN \(label)-----") }) {
            guard lines.contains(where: { $0.hasPrefix("-----END \(label)-----") }) else {
                throw refuse("it is cut off: it has a beginning and no end")
            }
            return
        }
        throw refuse("there is no \(content == .key ? "private key" : "certificate") in PEM form in it")
    }
}
