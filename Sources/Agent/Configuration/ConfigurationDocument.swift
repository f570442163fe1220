// A TOML file that was read and parsed, ready to say where in it a mistake stands.

import Metering
import TOMLKit

/// Where the keys of a file stand.
struct ConfigurationSource: Sendable {
    let path: String
    fileprivate let lines: SourceLines

    /// The line on which `key` stands.
    func line(of key: String) -> Int { lines.line(of: key) }
}

/// A parsed TOML file.
struct ConfigurationDocument {
    let source: ConfigurationSource
    let table: TOMLTable

    /// The file at `path`, or `text` as if it stood there.
    init(path: String, text: String? = nil) throws(AgentError) {
        let text = if let text { text } else { try TextFile.read(path) }
        source = ConfigurationSource(path: path, lines: SourceLines(text))
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let mistake = CardMistake("", error.description, "correct the TOML syntax")
            throw .mistakes(path: path, [.init(line: error.source.begin.line, mistake: mistake)])
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }

    /// Throws all mistakes, in the order of their lines, if there are any.
    func report(_ list: MistakeList) throws(AgentError) {
        guard !list.mistakes.isEmpty else { return }
        let placed = list.mistakes.map { AgentError.PlacedMistake(line: source.line(of: $0.key), mistake: $0) }
        throw .mistakes(path: source.path, placed.sorted { $0.line < $1.line })
    }
}
