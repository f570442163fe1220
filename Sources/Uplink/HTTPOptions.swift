// Which server, as whom, and how it is known. Secrets are named by their files and read for each request, so that a renewed one
// counts at once.

/// A server and how to talk to it.
public struct HTTPOptions: Sendable, Equatable {
    /// Who we are.
    public enum Credentials: Sendable, Equatable {
        /// Nobody in particular, or whom the client certificate names.
        case none
        /// A token as `Authorization: Bearer`.
        case bearer(file: String)
        /// A token as `Authorization: Token`, as InfluxDB wants it.
        case token(file: String)
        /// A name and a password.
        case login(user: String, passwordFile: String)
    }

    /// The server.
    public var endpoint: HTTPEndpoint
    /// Who we are.
    public var credentials: Credentials
    /// The certificate that we show.
    public var certificate: ClientCertificate?
    /// A PEM file of the authorities that may vouch for the server, and no others; nil for those of the system.
    public var authorities: String?
    /// Whether larger bodies are compressed.
    public var compresses: Bool

    /// Options from their parts.
    public init(
        endpoint: HTTPEndpoint, credentials: Credentials = .none, certificate: ClientCertificate? = nil,
        authorities: String? = nil, compresses: Bool = true
    ) {
        self.endpoint = endpoint
        self.credentials = credentials
        self.certificate = certificate
        self.authorities = authorities
        self.compresses = compresses
    }
}
