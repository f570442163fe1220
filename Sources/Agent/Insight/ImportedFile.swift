// Readings of a meter that no camera here looks at, from a file that somebody else writes: a line for each, the time and the index. They
// count in balances and systems and are published by nobody. A line that cannot be read is passed over, and told with its number.

import Glibc
import Metering
import Recognition

/// A file of readings.
public struct ImportedFile: Sendable, Equatable {
    /// The register that it has readings of.
    public var register: KnownRegister
    /// The file.
    public var path: String
    /// Where it stands in the configuration.
    public var key: String

    /// Readings of a register in a file.
    public init(_ register: KnownRegister, path: String, key: String = "import") {
        (self.register, self.path, self.key) = (register, path, key)
    }

    /// What is in the file, by time.
    struct Content: Sendable, Equatable {
        var points: [UsagePoint] = []
        /// Lines that could not be read, the first of them.
        var mistakes: [CardMistake] = []
        /// How many these are in all.
        var wrong = 0
    }

    /// What tells one version of the file from the next; nil where there is no file.
    struct Stamp: Sendable, Equatable {
        var seconds: Int
        var nanoseconds: Int
        var bytes: Int64
    }

    /// The version that is there now.
    var stamp: Stamp? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Stamp(
            seconds: facts.st_mtim.tv_sec, nanoseconds: facts.st_mtim.tv_nsec, bytes: Int64(facts.st_size))
    }

    /// Reads the file.
    func read() throws(AgentError) -> Content { Self.content(of: try TextFile.read(path, limit: Limits.importBytes)) }

    /// Reads lines such as `2026-03-01T00:00:00+01:00,1234.567`; `;` and tabs part them as well, and then a comma may stand before the
    /// decimals. The first line may hold headings.
    static func content(of text: String) -> Content {
        var content = Content()
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.drop { $0 == "\u{FEFF}" || $0 == " " }
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard content.points.count < Limits.importLines else {
                content.note(number, "there are more than \(Limits.importLines) readings", "take the oldest out")
                break
            }
            if let point = point(line, number) {
                content.points.append(point)
            } else if number > 0 || line.first?.isNumber ?? false {
                content.note(
                    number, "this is no reading: \(line.prefix(40))",
                    "write the time with its zone and the index, like 2026-03-01T00:00:00Z,1234.567")
            }
        }
        content.points.sort { ($0.at, $0.seq) < ($1.at, $1.seq) }
        return content
    }

    private static func isEdge(_ character: Character) -> Bool { character == "\"" || character == " " }

    private static func point(_ line: Substring, _ number: Int) -> UsagePoint? {
        let separator = [";", "\t"].first { line.contains($0) } ?? ","
        let fields = line.split(separator: separator, omittingEmptySubsequences: false)
            .map { $0.drop(while: isEdge).reversed().drop(while: isEdge).reversed() }.map { String($0) }
        // A third field behind a comma may be the decimals of the second.
        guard fields.count == 2 || (fields.count > 2 && separator != ",") else { return nil }
        let decimal = separator == "," ? fields[1] : String(fields[1].map { $0 == "," ? "." : $0 })
        // A time without its zone is nobody's: two hours off, a day's use is another. Bare digits are a date as often as seconds.
        guard let at = Timestamp(fields[0]),
            fields[0].dropFirst(19).contains(where: { "Zz+-".contains($0) }), let index = Index(decimal)
        else { return nil }
        return UsagePoint(seq: Int64(number) + 1, at: at, index: index)
    }
}

extension ImportedFile.Content {
    fileprivate mutating func note(_ line: Int, _ problem: String, _ advice: String) {
        wrong += 1
        if mistakes.count < Limits.importMistakes {
            mistakes.append(CardMistake("line \(line + 1)", problem, advice))
        }
    }
}

extension [ImportedFile] {
    /// Whether one of them has readings of a register.
    func has(_ name: RegisterName) -> Bool { contains { $0.register.name == name } }
}
