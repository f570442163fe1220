// The fields of a form (application/x-www-form-urlencoded), and what is escaped with percent signs.

/// Fields by name; of several the first.
struct Form: Sendable, Equatable {
    private var fields: [String: String] = [:]

    init() {}

    init(_ bytes: [UInt8]) {
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(halves[0], plus: true) else { continue }
            let value = halves.count > 1 ? Self.decoded(halves[1], plus: true) : ""
            if fields[name] == nil { fields[name] = value }
        }
    }

    /// A field; empty where there is none.
    subscript(_ name: String) -> String { fields[name] ?? "" }

    /// A field; nil where there is none.
    func value(_ name: String) -> String? { fields[name] }

    /// What a part of a path stands for; nil if it is not text.
    static func decoded(path: some StringProtocol) -> String? { decoded(Array(path.utf8)[...], plus: false) }

    private static func decoded(_ bytes: ArraySlice<UInt8>, plus: Bool) -> String? {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+") where plus: result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let decoded = Secret.bytes(hex: String(decoding: rest.prefix(2), as: UTF8.self)),
                    decoded.count == 1
                else { return nil }
                result += decoded
                rest = rest.dropFirst(2)
            default: result.append(byte)
            }
        }
        guard !result.contains(0) else { return nil }
        return String(validating: result, as: UTF8.self)
    }

    /// A part of a path, escaped.
    static func encoded(path: String) -> String {
        var text = ""
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: text.append(Character(Unicode.Scalar(byte)))
            default: text += "%" + Secret.hex([byte])
            }
        }
        // These two would be taken for a way, not a name.
        return text == "." || text == ".." ? text.replacing(".", with: "%2e") : text
    }
}
