// As much of TOML as the bills in Fixtures/bills are written in: tables and arrays of them, texts, whole numbers, lists, inline tables.

/// A value of such a file.
indirect enum BillText {
    case text(String)
    case number(Int)
    case list([BillText])
    case table([String: BillText])

    /// What is wrong with a file.
    struct Fault: Error {
        var line: Int
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
    var list: [BillText] { if case .list(let list) = self { list } else { [] } }

    subscript(_ key: String) -> BillText? { if case .table(let table) = self { table[key] } else { nil } }

    /// Reads a file.
    static func read(_ file: String) throws -> BillText {
        var root = BillText.table([:])
        var path: [String] = []
        var lines = file.split(separator: "\n", omittingEmptySubsequences: false).map { bare($0) }[...]
        let count = lines.count
        while var line = lines.popFirst() {
            let fault = Fault(line: count - lines.count)
            if line.isEmpty { continue }
            if line.hasPrefix("[") {
                let isList = line.hasPrefix("[[")
                path = line.filter { $0 != "[" && $0 != "]" }.split(separator: ".").map(String.init)
                if isList { root.append(path[...]) }
                continue
            }
            // A list may go on over several lines.
            while line.count(where: { $0 == "[" }) > line.count(where: { $0 == "]" }), let more = lines.popFirst() {
                line += " " + more
            }
            guard let equals = line.firstIndex(of: "=") else { throw fault }
            var rest = line[line.index(after: equals)...]
            guard let value = value(&rest), rest.allSatisfy(\.isWhitespace) else { throw fault }
            root.set(path[...] + [trimmed(line[..<equals])], value)
        }
        return root
    }

    /// A line without its remark.
    private static func bare(_ line: Substring) -> String {
        var isText = false
        let end = line.firstIndex { character in
            if character == "\"" { isText.toggle() }
            return character == "#" && !isText
        }
        return trimmed(line[..<(end ?? line.endIndex)])
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }

    private mutating func append(_ path: ArraySlice<String>) {
        guard case .table(var table) = self, let key = path.first else { return }
        if path.count == 1 {
            table[key] = .list((table[key]?.list ?? []) + [.table([:])])
        } else {
            change(&table, key) { $0.append(path.dropFirst()) }
        }
        self = .table(table)
    }

    private mutating func set(_ path: ArraySlice<String>, _ value: BillText) {
        guard case .table(var table) = self, let key = path.first else { return }
        if path.count == 1 {
            table[key] = value
        } else {
            change(&table, key) { $0.set(path.dropFirst(), value) }
        }
        self = .table(table)
    }

    /// Goes into a table, or into the last one of a list.
    private func change(_ table: inout [String: BillText], _ key: String, _ change: (inout BillText) -> Void) {
        var inner = table[key] ?? .table([:])
        if case .list(var list) = inner, !list.isEmpty {
            change(&list[list.count - 1])
            inner = .list(list)
        } else {
            change(&inner)
        }
        table[key] = inner
    }

    private static func value(_ rest: inout Substring) -> BillText? {
        rest = rest.drop { $0.isWhitespace }
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case "\"":
            let text = rest.prefix { $0 != "\"" }
            rest = rest.dropFirst(text.count + 1)
            return .text(String(text))
        case "[":
            var list: [BillText] = []
            while !skip("]", &rest) {
                guard let value = value(&rest) else { return nil }
                list.append(value)
                _ = skip(",", &rest)
            }
            return .list(list)
        case "{":
            var table: [String: BillText] = [:]
            while !skip("}", &rest) {
                guard let equals = rest.firstIndex(of: "=") else { return nil }
                let key = trimmed(rest[..<equals])
                rest = rest[rest.index(after: equals)...]
                guard let value = value(&rest) else { return nil }
                table[key] = value
                _ = skip(",", &rest)
            }
            return .table(table)
        default:
            let digits = rest.prefix { $0.isNumber }
            rest = rest.dropFirst(digits.count)
            return Int(String(first) + digits).map { .number($0) }
        }
    }

    private static func skip(_ character: Character, _ rest: inout Substring) -> Bool {
        rest = rest.drop { $0.isWhitespace }
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }
}
