// A TOML file that was read and parsed, ready to say where in it a mistake stands.

import Metering
import TOMLKit

/// A parsed TOML file.
struct ConfigurationDocument {
    let path: String
    let table: TOMLTable
    private let lines: SourceLines

    init(path: String) throws(AgentError) {
        let text = try TextFile.read(path)
        self.path = path
        lines = SourceLines(text)
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let mistake = CardMistake("", error.description, "correct the TOML syntax")
            throw .mistakes(path: path, [.init(line: error.source.begin.line, mistake: mistake)])
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }

    /// The line on which `key` stands.
    func line(of key: String) -> Int { lines.line(of: key) }

    /// Throws all mistakes, in the order of their lines, if there are any.
    func report(_ list: MistakeList) throws(AgentError) {
        guard !list.mistakes.isEmpty else { return }
        let placed = list.mistakes.map { AgentError.PlacedMistake(line: lines.line(of: $0.key), mistake: $0) }
        throw .mistakes(path: path, placed.sorted { $0.line < $1.line })
    }
}
