// Takes JSON apart without understanding its values: numbers keep every digit, and what nobody asks about is passed on byte by byte.
// Only what this agent wrote is taken apart; of what is no JSON, parts may be found where there are none.

import FoundationEssentials
import Metering

/// The parts of a JSON value, and values of parts.
enum JSONParts {
    /// A member of an object.
    typealias Member = (key: String, value: [UInt8])

    /// The members of an object, in order; nil if it is none.
    static func members(of json: [UInt8]) -> [Member]? {
        guard let parts = parts(of: json[...], between: "{", and: "}") else { return nil }
        var members: [Member] = []
        for part in parts {
            guard let end = endOfString(part, from: part.startIndex), let key = text(part[..<end]) else { return nil }
            let rest = trimmed(part[end...])
            let value = trimmed(rest.dropFirst())
            guard rest.first == UInt8(ascii: ":"), !value.isEmpty else { return nil }
            members.append((key, Array(value)))
        }
        return members
    }

    /// The elements of an array; nil if it is none.
    static func elements(of json: [UInt8]) -> [[UInt8]]? {
        parts(of: json[...], between: "[", and: "]")?.map { Array($0) }
    }

    /// A string's characters; nil if it is none.
    static func text(_ json: some Collection<UInt8>) -> String? {
        guard json.first == UInt8(ascii: "\"") else { return nil }
        return try? JSONDecoder().decode(String.self, from: Data(json))
    }

    /// An object of members.
    static func object(_ members: [Member]) -> [UInt8] {
        let parts = members.map { Array((JSONObject.quoted($0.key) + ":").utf8) + $0.value }
        return Array("{".utf8) + parts.joined(separator: [comma]) + Array("}".utf8)
    }

    /// An array of elements.
    static func array(_ elements: [[UInt8]]) -> [UInt8] {
        Array("[".utf8) + elements.joined(separator: [comma]) + Array("]".utf8)
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")

    /// What stands between two brackets, cut at the commas that belong to them.
    private static func parts(
        of json: ArraySlice<UInt8>, between open: Unicode.Scalar, and close: Unicode.Scalar
    ) -> [ArraySlice<UInt8>]? {
        let json = trimmed(json)
        guard json.count >= 2, json.first == UInt8(ascii: open), json.last == UInt8(ascii: close) else { return nil }
        let inside = trimmed(json.dropFirst().dropLast())
        guard !inside.isEmpty else { return [] }
        var parts: [ArraySlice<UInt8>] = []
        var (start, at, depth) = (inside.startIndex, inside.startIndex, 0)
        while at < inside.endIndex {
            let byte = inside[at]
            if byte == quote {
                guard let end = endOfString(inside, from: at) else { return nil }
                at = end
                continue
            }
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
            if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
            guard depth >= 0 else { return nil }
            if byte == comma, depth == 0 {
                parts.append(trimmed(inside[start..<at]))
                start = at + 1
            }
            at += 1
        }
        parts.append(trimmed(inside[start...]))
        return depth == 0 && parts.allSatisfy { !$0.isEmpty } ? parts : nil
    }

    /// Where the string ends that begins at a place; nil if none does, or it does not end.
    private static func endOfString(_ json: ArraySlice<UInt8>, from start: Int) -> Int? {
        guard start < json.endIndex, json[start] == quote else { return nil }
        var at = start + 1
        while at < json.endIndex {
            switch json[at] {
            case quote: return at + 1
            case UInt8(ascii: "\\"): at += 2
            default: at += 1
            }
        }
        return nil
    }

    private static func trimmed(_ json: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        let front = json.drop(while: isSpace)
        return front.dropLast(front.reversed().prefix(while: isSpace).count)
    }
}
