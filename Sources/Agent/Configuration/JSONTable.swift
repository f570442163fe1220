// A JSON object as the table that it would be in TOML: one reader, with its mistakes and suggestions, for both.

import FoundationEssentials
import TOMLKit

/// JSON objects as tables.
enum JSONTable {
    private enum Value: Decodable {
        case text(String)
        case flag(Bool)
        case whole(Int)
        case number(Double)
        case list([Value])
        case table([String: Value])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let whole = try? value.decode(Int.self) {
                self = .whole(whole)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let list = try? value.decode([Value].self) {
                self = .list(list)
            } else {
                self = .table(try value.decode([String: Value].self))
            }
        }

        var convertible: any TOMLValueConvertible {
            switch self {
            case .text(let text): text
            case .flag(let flag): flag
            case .whole(let whole): whole
            case .number(let number): number
            case .list(let values): TOMLArray(values.map(\.convertible))
            case .table(let values): JSONTable.table(values)
            }
        }
    }

    /// The object; nil if it is none, or has null somewhere, which TOML does not know.
    static func read(_ bytes: [UInt8]) -> TOMLTable? {
        (try? JSONDecoder().decode([String: Value].self, from: Data(bytes))).map(table)
    }

    /// Whether there is an object, with a key in it.
    static func has(_ key: String, in bytes: [UInt8]) -> Bool { read(bytes)?[key] != nil }

    private static func table(_ values: [String: Value]) -> TOMLTable {
        let table = TOMLTable()
        for (key, value) in values { table[key] = value.convertible }
        return table
    }
}
