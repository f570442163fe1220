// The configuration file of AI-on-the-edge-device, line by line: sections, settings, and the places of marks and regions. What begins
// with ';' is switched off there and is only counted here. What is no line of such a file is a mistake with its line.

import Metering

/// A configuration of AI-on-the-edge-device as it is written.
struct EdgeFile {
    /// A line that says something.
    struct Entry: Equatable {
        /// The section it stands in.
        var section: String
        /// What comes before `=`, or the first word.
        var key: String
        /// What comes after `=`, or the other words.
        var value: String
        /// Whether it is written with `=`.
        var isSetting: Bool
        /// Its line, from 1.
        var line: Int

        /// The number sequence in front of the point; nil where there is none.
        var sequence: String? {
            key.hasPrefix("/") ? nil : key.lastIndex(of: ".").map { String(key[..<$0]) }
        }

        /// What comes after the point.
        var name: String { key.split(separator: ".").last.map(String.init) ?? key }

        /// The line as one would say it.
        var text: String { isSetting ? "\(key) = \(value)" : "\(key) \(value)" }
    }

    /// The sections that are switched on, with their lines.
    private(set) var sections: [(name: String, line: Int)] = []
    /// All lines that say something, in order.
    private(set) var entries: [Entry] = []
    /// Lines that are switched off.
    private(set) var switchedOff = 0

    /// Reads `text`; what is wrong with it goes into `mistakes`.
    init(_ text: String, mistakes: inout [AgentError.PlacedMistake]) {
        var isOn = true
        for (number, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = raw.drop { $0 == "\u{FEFF}" || $0.isWhitespace }
            guard let first = line.first else { continue }
            let body = EdgeFile.trimmed(line.drop { $0 == ";" || $0.isWhitespace })
            if body.first == "[", let end = body.firstIndex(of: "]") {
                isOn = first != ";"
                if isOn {
                    sections.append((String(body[body.index(after: body.startIndex)..<end]), number + 1))
                } else {
                    switchedOff += 1
                }
            } else if first == ";" || !isOn {
                switchedOff += 1
            } else {
                take(body, number + 1, &mistakes)
            }
        }
    }

    private mutating func take(_ body: String, _ line: Int, _ mistakes: inout [AgentError.PlacedMistake]) {
        func wrong(_ problem: String, _ advice: String) {
            mistakes.append(.init(line: line, mistake: CardMistake("", problem, advice)))
        }
        guard let section = sections.last?.name else {
            return wrong("the line stands before the first section", "begin with a section such as [TakeImage]")
        }
        if let equals = body.firstIndex(of: "=") {
            let key = EdgeFile.trimmed(body[..<equals])
            guard !key.isEmpty else { return wrong("nothing stands before the =", "write name = value") }
            let value = EdgeFile.trimmed(body[body.index(after: equals)...])
            entries.append(Entry(section: section, key: key, value: value, isSetting: true, line: line))
            return
        }
        let words = body.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count > 1 else {
            return wrong(
                "\"\(body)\" is neither a setting nor a region", "write name = value, or name x y width height")
        }
        let value = words.dropFirst().joined(separator: " ")
        entries.append(Entry(section: section, key: words[0], value: value, isSetting: false, line: line))
    }

    /// The line of a section; nil where it is missing or switched off.
    func line(of section: String) -> Int? {
        sections.first { $0.name.lowercased() == section.lowercased() }?.line
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop { $0.isWhitespace })
    }
}
