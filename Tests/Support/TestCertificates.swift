// Certificates for tests, made by the `openssl` command in a folder of their own: an authority, what it signed, and what it
// should not have been trusted with. Any server on this machine can use them.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The certificates.
public final class TestCertificates: Sendable {
    /// A certificate with its key, as PEM files.
    public struct Pair: Sendable {
        /// The certificate.
        public let certificate: String
        /// Its key.
        public let key: String

        /// A pair of files.
        public init(certificate: String, key: String) {
            (self.certificate, self.key) = (certificate, key)
        }
    }

    /// The command.
    public static let program = "/usr/bin/openssl"

    private let folder = TemporaryFolder()

    /// The authority that tests trust.
    public let authority: Pair
    /// Another one, which nobody trusts.
    public let stranger: Pair
    /// Of a server called localhost at 127.0.0.1, signed by the authority.
    public let good: Pair
    /// The same, expired yesterday.
    public let expired: Pair
    /// Of a server called elsewhere.example.
    public let wrongName: Pair
    /// Called localhost, signed by itself.
    public let selfSigned: Pair
    /// Called localhost, signed by the other authority.
    public let foreign: Pair
    /// Of a client called gateway-7, signed by the authority.
    public let client: Pair
    /// The same name, signed by the other authority.
    public let foreignClient: Pair

    /// Makes them all.
    public init() throws {
        guard access(Self.program, X_OK) == 0 else {
            throw NeverHappened(description: "\(Self.program) is missing; install it: apt-get install openssl")
        }
        let local = "subjectAltName=DNS:localhost,IP:127.0.0.1"
        let folder = folder
        func root(_ file: String, _ name: String, _ extensions: [String] = []) throws -> Pair {
            let pair = Pair(certificate: folder.file(file + ".pem"), key: folder.file(file + ".key"))
            try Self.run(
                Self.request + [
                    "-x509", "-days", "2", "-subj", "/CN=" + name, "-keyout", pair.key, "-out", pair.certificate,
                ]
                    + extensions.flatMap { ["-addext", $0] }, in: folder)
            return pair
        }
        func signed(_ file: String, _ name: String, _ alternatives: String, by root: Pair, days: Int = 2) throws -> Pair
        {
            let pair = Pair(certificate: folder.file(file + ".pem"), key: folder.file(file + ".key"))
            let wish = folder.file(file + ".csr")
            let extensions = folder.write(file + ".ext", alternatives + "\n")
            try Self.run(Self.request + ["-subj", "/CN=" + name, "-keyout", pair.key, "-out", wish], in: folder)
            try Self.run(
                [
                    "x509", "-req", "-in", wish, "-CA", root.certificate, "-CAkey", root.key, "-set_serial",
                    "\(getpid())",
                ]
                    + ["-days", "\(days)", "-extfile", extensions, "-out", pair.certificate], in: folder)
            return pair
        }
        authority = try root("authority", "Test authority")
        stranger = try root("stranger", "Test authority")
        good = try signed("good", "localhost", local, by: authority)
        expired = try signed("expired", "localhost", local, by: authority, days: -1)
        wrongName = try signed("wrong", "elsewhere.example", "subjectAltName=DNS:elsewhere.example", by: authority)
        selfSigned = try root("self", "localhost", [local])
        foreign = try signed("foreign", "localhost", local, by: stranger)
        client = try signed("client", "gateway-7", "extendedKeyUsage=clientAuth", by: authority)
        foreignClient = try signed("foreign-client", "gateway-7", "extendedKeyUsage=clientAuth", by: stranger)
    }

    private static let request = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    private static func run(_ words: [String], in folder: TemporaryFolder) throws {
        let id = try spawn([program] + words, output: folder.file("output"))
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 && errno == EINTR {}
        guard status == 0 else {
            let output = String(decoding: readFile(folder.file("output")) ?? [], as: UTF8.self)
            throw NeverHappened(description: "openssl \(words.joined(separator: " ")) failed: \(output)")
        }
    }
}
