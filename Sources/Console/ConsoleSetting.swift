// Where the console listens and what protects it. What others than this machine can reach has TLS and a password, or is not opened.

/// How the console is set.
public struct ConsoleSetting: Sendable, Equatable {
    /// The port where the configuration names none.
    public static let usualPort: UInt16 = 8088

    /// The numeric address.
    public var address: String
    /// The port; 0 for any that is free.
    public var port: UInt16
    /// Whether another port will do where this one is taken.
    public var mayMove: Bool
    /// The PEM file with the certificate and those that vouch for it.
    public var certificate: String?
    /// The PEM file with its key.
    public var key: String?
    /// The file of accounts.
    public var accounts: String?

    /// A setting; as it is, the console is for this machine alone.
    public init(
        address: String = "127.0.0.1", port: UInt16 = usualPort, mayMove: Bool = false, certificate: String? = nil,
        key: String? = nil,
        accounts: String? = nil
    ) {
        (self.address, self.port, self.mayMove) = (address, port, mayMove)
        (self.certificate, self.key, self.accounts) = (certificate, key, accounts)
    }

    /// Whether it speaks TLS.
    public var isSecure: Bool { certificate != nil && key != nil }

    /// Whether only this machine can reach it.
    public var isLocal: Bool { Self.isLocal(address) }

    /// What is to be set before it may be opened; nil if it may.
    public var missing: String? {
        guard !isLocal else { return nil }
        switch (isSecure, accounts != nil) {
        case (true, true): return nil
        case (true, false): return "passwordFile"
        case (false, true): return "certificateFile and keyFile"
        case (false, false): return "certificateFile, keyFile and passwordFile"
        }
    }

    /// The address as browsers want it, for a port.
    public func url(port: UInt16) -> String {
        let host = address.contains(":") ? "[\(address)]" : address
        return "\(isSecure ? "https" : "http")://\(host):\(port)/"
    }

    /// Whether a numeric address is one of this machine alone. What is written in an unusual way is not.
    static func isLocal(_ address: String) -> Bool {
        if address == "::1" { return true }
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
