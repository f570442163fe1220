// Reads a secret from its file: the first line, and nothing that could break out of the header it is put into.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file whose first line is a password or token.
public enum SecretFile {
    /// The secret in `path`.
    ///
    /// - Throws: `UplinkError.file` if it cannot be read, is empty, is too long or has a control character in it.
    public static func secret(in path: String, limits: UplinkLimits = UplinkLimits()) throws(UplinkError) -> String {
        func refuse(_ reason: String) -> UplinkError { .file(path: path, operation: "read a secret", reason: reason) }
        // Not to wait for the other end where the file is a pipe.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw refuse(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limits.secretBytes + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress! + count, $0.count - count)
            }
            if more < 0 && errno == EINTR { continue }
            guard more >= 0 else { throw refuse(String(cString: strerror(errno))) }
            if more == 0 { break }
            count += more
        }
        guard count <= limits.secretBytes else { throw refuse("it is longer than \(limits.secretBytes) bytes") }
        let line = bytes[..<count].prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else { throw refuse("its first line is empty") }
        guard !line.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw refuse("there is a control character in its first line")
        }
        guard let text = String(validating: line, as: UTF8.self) else { throw refuse("it is not UTF-8 text") }
        return text
    }
}
