// What was shown to a server, taken out of what it says: some servers say again what they were asked, and what they say is logged.

import FoundationEssentials

/// Secrets that are not told again.
struct Secrets {
    private var secrets: [[UInt8]] = []

    /// Notes a secret.
    mutating func add(_ secret: String) { secrets.append(Array(secret.utf8)) }

    /// Notes a login as HTTP sends it.
    mutating func add(login user: String, _ password: String) {
        add(Data("\(user):\(password)".utf8).base64EncodedString())
    }

    /// A text with an ellipsis in place of each secret.
    func removed(from text: [UInt8]) -> [UInt8] {
        var text = text[...]
        for secret in secrets where !secret.isEmpty {
            var rest: [UInt8] = []
            while let found = text.firstRange(of: secret) {
                rest += text[..<found.lowerBound] + "…".utf8
                text = text[found.upperBound...]
            }
            text = (rest + text)[...]
        }
        return Array(text)
    }
}
