// Who we are by a certificate, for head-ends that want to know it so, whatever they speak.

/// A certificate and its key, as PEM files. The key has no pass phrase: nobody would be there to type it.
public struct ClientCertificate: Sendable, Equatable {
    /// The certificate, followed by those between it and the authority.
    public var file: String
    /// Its private key.
    public var key: String

    /// A certificate from its files.
    public init(file: String, key: String) {
        self.file = file
        self.key = key
    }
}
