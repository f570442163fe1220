// Finds the line on which a key of a TOML file stands, so that a mistake can be shown where it was made. The TOML parser
// keeps no positions for values; this scan knows just enough of the syntax: headers and the start of each assignment.

/// Line numbers by key path, such as `register[0].dial[3].quad`.
struct SourceLines {
    private var lines: [String: Int] = [:]

    init(_ text: String) {
        var prefix = ""
        var counts: [String: Int] = [:]
        var depth = 0
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let content = SourceLines.withoutComment(line)
            guard let first = content.first(where: { $0 != " " && $0 != "\t" }) else { continue }
            if depth == 0, first == "[" {
                prefix = SourceLines.resolve(SourceLines.header(content), isArray: content.contains("[["), &counts)
                lines[prefix] = lines[prefix] ?? number + 1
                continue
            }
            if depth == 0, let equals = content.firstIndex(of: "=") {
                let key = content[..<equals].filter { $0 != " " && $0 != "\t" && $0 != "\"" }
                lines[prefix.isEmpty ? key : prefix + "." + key] = number + 1
            }
            // A value that goes on over several lines is open until its brackets are closed again.
            depth += content.reduce(0) { $0 + ($1 == "[" || $1 == "{" ? 1 : $1 == "]" || $1 == "}" ? -1 : 0) }
            depth = max(0, depth)
        }
    }

    /// The line of `key` or of the nearest thing around it that has one; 1 when there is none.
    func line(of key: String) -> Int {
        var key = Substring(key)
        while !key.isEmpty {
            if let line = lines[String(key)] { return line }
            guard let cut = key.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
            key = key[..<cut]
        }
        return 1
    }

    private static func withoutComment(_ line: Substring) -> String {
        var result = ""
        var quote: Character?
        for character in line {
            if quote == nil, character == "#" { break }
            if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if character == quote {
                quote = nil
            } else if quote != nil {
                // Brackets inside strings must not count.
                result.append(
                    character == "[" || character == "]" || character == "{" || character == "}" ? "_" : character)
                continue
            }
            result.append(character)
        }
        return result
    }

    private static func header(_ content: String) -> [String] {
        content.filter { !"[] \t\"\r".contains($0) }.split(separator: ".").map(String.init)
    }

    /// `register.dial` becomes `register[1].dial[4]`: the last entry of each array opened so far.
    private static func resolve(_ parts: [String], isArray: Bool, _ counts: inout [String: Int]) -> String {
        var path = ""
        for (position, part) in parts.enumerated() {
            path += (path.isEmpty ? "" : ".") + part
            if position == parts.count - 1, isArray {
                counts[path] = (counts[path] ?? -1) + 1
            }
            if let count = counts[path] { path += "[\(count)]" }
        }
        return path
    }
}
