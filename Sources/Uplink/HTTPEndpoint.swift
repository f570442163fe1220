// The address of a server that takes readings. What would send them unprotected, or hold a secret where everybody can read it,
// is refused when the configuration is read. libcurl itself takes the address apart, so that both understand the same.

import CCurl

/// A checked address, `https://host:port/path?query`.
public struct HTTPEndpoint: Sendable, Equatable {
    /// The address as it is asked for.
    public let url: String
    /// The address without its query, for messages.
    public let name: String
    /// Whether it leads to this machine.
    public let isLoopback: Bool
    /// Whether the way there is encrypted.
    public let isEncrypted: Bool

    /// Checks an address.
    ///
    /// - Parameter allowingPlain: whether `http://` may lead to another machine.
    /// - Throws: `UplinkError.badAddress` if it is no address, speaks another protocol, has a password in it, or would go
    ///   unencrypted to another machine.
    public init(_ text: String, allowingPlain: Bool = false) throws(UplinkError) {
        func refuse(_ reason: String) -> UplinkError { .badAddress(address: text, reason: reason) }
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) else {
            throw refuse("it has a space or a character that is not ASCII")
        }
        guard text.contains("://") else {
            let isHere = (try? HTTPEndpoint("http://" + text)) != nil
            // A password in it is not told again.
            let address = text.lastIndex(of: "@").map { "…" + text[$0...] } ?? text
            throw .badAddress(
                address: address, reason: "it has no scheme; write \"\(isHere ? "http" : "https")://\" before it")
        }
        // libcurl takes it for a slip of the keyboard.
        guard !text.contains(":///") else { throw refuse("it has no host; write it like \"https://host/path\"") }
        let parts = AddressParts()
        guard parts.set(CCURLUPART_URL, text), let scheme = parts.get(CCURLUPART_SCHEME),
            let host = parts.get(CCURLUPART_HOST), !host.isEmpty, let port = parts.get(CCURLUPART_PORT),
            let path = parts.get(CCURLUPART_PATH), let url = parts.get(CCURLUPART_URL)
        else {
            throw refuse("it is not understood; write it like \"https://host/path\"")
        }
        guard scheme == "https" || scheme == "http" else {
            throw refuse("the scheme \"\(scheme)\" is unknown here; write https://")
        }
        guard parts.get(CCURLUPART_USER) == nil, parts.get(CCURLUPART_PASSWORD) == nil else {
            // Not to be told again in a log.
            throw .badAddress(
                address: "\(scheme)://…@\(host)",
                reason: "it has a user or password in it; leave them out and name a file that holds the secret")
        }
        guard parts.get(CCURLUPART_FRAGMENT) == nil else {
            throw refuse("it has a fragment (#), which no server gets to see; leave it out")
        }
        isEncrypted = scheme == "https"
        isLoopback = Self.isLoopback(host)
        guard isEncrypted || isLoopback || allowingPlain else {
            throw refuse("readings would go unencrypted over the network; write https://")
        }
        self.url = url
        let isUsual = port == (isEncrypted ? "443" : "80")
        name = "\(scheme)://\(host)\(isUsual ? "" : ":" + port)\(path == "/" ? "" : path)"
    }

    /// The same server with more behind the path, and questions after it; their values are escaped here.
    func appending(path more: String, query: [(String, String)]) throws(UplinkError) -> String {
        let parts = AddressParts()
        var isDone = parts.set(CCURLUPART_URL, url)
        var path = parts.get(CCURLUPART_PATH) ?? "/"
        while path.hasSuffix("/") { path.removeLast() }
        isDone = parts.set(CCURLUPART_PATH, path + more) && isDone
        let text = query.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        isDone = parts.set(CCURLUPART_QUERY, text) && isDone
        guard isDone, let whole = parts.get(CCURLUPART_URL) else {
            throw .badAddress(address: url, reason: "\(more) cannot be put behind it")
        }
        return whole
    }

    /// Bytes other than letters, digits and `-._~` as `%41`: safe in a query and in a header.
    static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: result.unicodeScalars.append(scalar)
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (byte < 0x10 ? "0" : "") + digits
            }
        }
        return result
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }
}

/// libcurl's view of an address.
private final class AddressParts {
    private let handle = ccurl_address()

    deinit { ccurl_address_free(handle) }

    func set(_ part: Int32, _ text: String) -> Bool {
        ccurl_address_set(handle, part, text, CCURLU_NON_SUPPORT_SCHEME)
    }

    /// Nil if the address has no such part.
    func get(_ part: Int32) -> String? {
        guard let text = ccurl_address_get(handle, part, part == CCURLUPART_PORT ? CCURLU_DEFAULT_PORT : 0) else {
            return nil
        }
        defer { ccurl_free(text) }
        return String(cString: text)
    }
}
