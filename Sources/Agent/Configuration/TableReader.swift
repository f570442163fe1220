// Reads one TOML table key by key and collects every mistake instead of stopping at the first: wrong types, missing keys,
// and keys that nobody asked for, with the key that was probably meant.

import Metering
import TOMLKit

/// Mistakes found so far.
final class MistakeList {
    private(set) var mistakes: [CardMistake] = []

    func add(_ key: String, _ problem: String, _ advice: String) {
        mistakes.append(CardMistake(key, problem, advice))
    }

    func add(_ more: [CardMistake]) { mistakes += more }
}

/// One table being read.
final class TableReader {
    let path: String
    let mistakes: MistakeList
    private let table: TOMLTable
    private var asked: [String] = []

    init(_ table: TOMLTable, path: String, mistakes: MistakeList) {
        self.table = table
        self.path = path
        self.mistakes = mistakes
    }

    func key(_ name: String) -> String { path.isEmpty ? name : path + "." + name }

    func has(_ name: String) -> Bool { table[name] != nil }

    /// A string; without a default it must be there.
    func string(_ name: String, default fallback: String? = nil) -> String {
        guard let value = value(name, required: fallback == nil) else { return fallback ?? "" }
        guard let string = value.string else {
            wrongType(name, "a text in quotes")
            return fallback ?? ""
        }
        return string
    }

    /// A string that need not be there.
    func text(_ name: String) -> String? { value(name, required: false) == nil ? nil : string(name) }

    /// A whole number within a range.
    func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int? = nil) -> Int {
        guard let value = value(name, required: fallback == nil) else { return fallback ?? range.lowerBound }
        guard let integer = value.int, range.contains(integer) else {
            wrongType(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
            return fallback ?? range.lowerBound
        }
        return integer
    }

    /// A number within a range, or nil when it is not there.
    func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = value(name, required: false) else { return nil }
        guard let number = value.double ?? value.int.map(Double.init), range.contains(number) else {
            wrongType(name, "a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A truth value.
    func flag(_ name: String, default fallback: Bool) -> Bool {
        guard let value = value(name, required: false) else { return fallback }
        guard let flag = value.bool else {
            wrongType(name, "true or false")
            return fallback
        }
        return flag
    }

    /// One of a closed list of words.
    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, default fallback: Choice? = nil) -> Choice?
    where Choice.RawValue == String {
        guard let value = value(name, required: fallback == nil) else { return fallback }
        if let word = value.string, let choice = Choice(rawValue: word) { return choice }
        let words = Choice.allCases.map { $0.rawValue }
        let given = value.string ?? "\(value.debugDescription)"
        unknown(name, given, words)
        return fallback
    }

    /// A list of whole numbers within a range, or nil.
    func integers(_ name: String, in range: ClosedRange<Int>) -> [Int]? {
        guard let value = value(name, required: false) else { return nil }
        let integers = value.array?.compactMap(\.int).filter(range.contains) ?? []
        guard !integers.isEmpty, integers.count == value.array?.count else {
            wrongType(name, "a list of whole numbers from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return integers
    }

    /// Some of a closed list of words, at least one; nil when it is not there.
    func choices<Choice: RawRepresentable & CaseIterable>(_ name: String) -> [Choice]? where Choice.RawValue == String {
        guard let value = value(name, required: false) else { return nil }
        let words = Choice.allCases.map { $0.rawValue }
        // No key path here: with these requirements the compiler does not come to an end of its name.
        let given = value.array?.compactMap { $0.string } ?? []
        guard let array = value.array, !given.isEmpty, given.count == array.count else {
            let list = words.joined(separator: ", ")
            wrongType(name, "a list of one or more of \(list)")
            return nil
        }
        var choices: [Choice] = []
        for word in given {
            if let choice = Choice(rawValue: word) { choices.append(choice) } else { unknown(name, word, words) }
        }
        return choices.count == given.count ? choices : nil
    }

    /// A list of exactly `count` numbers, or nil.
    func numbers(_ name: String, count: Int) -> [Double]? {
        guard let value = value(name, required: false) else { return nil }
        let numbers = value.array?.compactMap(TableReader.finite) ?? []
        guard let array = value.array, array.count == count, numbers.count == count else {
            wrongType(name, "a list of \(count) numbers")
            return nil
        }
        return numbers
    }

    /// A list of `count` points, or nil.
    func points(_ name: String, count: Int) -> [[Double]]? {
        guard let value = value(name, required: false) else { return nil }
        let points = (value.array ?? []).compactMap { point -> [Double]? in
            let numbers = point.array?.compactMap(TableReader.finite) ?? []
            return numbers.count == 2 && point.array?.count == 2 ? numbers : nil
        }
        guard value.array?.count == count, points.count == count else {
            wrongType(name, "a list of \(count) points [x, y]")
            return nil
        }
        return points
    }

    /// A table inside this one, or nil.
    func table(_ name: String) -> TableReader? {
        guard let value = value(name, required: false) else { return nil }
        guard let inner = value.table else {
            wrongType(name, "a table")
            return nil
        }
        return TableReader(inner, path: key(name), mistakes: mistakes)
    }

    /// Whether there is a text of this name, where something else might stand as well.
    func hasText(_ name: String) -> Bool { table[name]?.string != nil }

    /// A duration within a range.
    func duration(_ name: String, in range: ClosedRange<Duration>, default fallback: String) -> Duration {
        let text = string(name, default: fallback)
        if let duration = DurationText.parse(text), range.contains(duration) { return duration }
        let ends = "\(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
        mistakes.add(
            key(name), "\"\(text)\" is not a duration for \"\(name)\"", "write it like \"\(fallback)\"; from \(ends)")
        return DurationText.parse(fallback) ?? range.lowerBound
    }

    /// Whole numbers by names that are not known here.
    func integers(_ name: String) -> [String: Int] {
        guard let inner = table(name) else { return [:] }
        var numbers: [String: Int] = [:]
        for name in inner.table.keys {
            numbers[name] = inner.integer(name, in: Int(Int32.min)...Int(Int32.max), default: 0)
        }
        return numbers
    }

    /// A list of texts; empty when it is not there.
    func texts(_ name: String) -> [String] {
        guard let value = value(name, required: false) else { return [] }
        let texts = value.array?.compactMap(\.string) ?? []
        if texts.isEmpty || texts.count != value.array?.count { wrongType(name, "a list of texts in quotes") }
        return texts
    }

    /// A list of texts, or of lists of texts; a list of texts is one list in a list.
    func groups(_ name: String) -> [[String]] {
        guard let value = value(name, required: false) else { return [] }
        let entries = value.array.map { Array($0) } ?? []
        let texts = entries.compactMap(\.string)
        let lists = entries.compactMap { $0.array.map { $0.compactMap(\.string) } }
        if value.array != nil, !entries.isEmpty, texts.count == entries.count { return [texts] }
        if value.array != nil, lists.count == entries.count, lists.allSatisfy({ !$0.isEmpty }) { return lists }
        wrongType(name, "a list of names, such as [\"left\"], or of such lists, one for each shot")
        return []
    }

    /// The entries of an array of tables.
    func tables(_ name: String) -> [TableReader] {
        guard let value = value(name, required: false) else { return [] }
        guard let array = value.array else {
            wrongType(name, "written as [[\(key(name))]]")
            return []
        }
        if array.contains(where: { $0.table == nil }) { wrongType(name, "written as [[\(key(name))]]") }
        return array.enumerated().compactMap { position, element in
            element.table.map { TableReader($0, path: "\(key(name))[\(position)]", mistakes: mistakes) }
        }
    }

    /// Reports every key that was not asked for.
    func finish() {
        for name in table.keys where !asked.contains(name) {
            let advice =
                NearWord.nearest(name, asked.filter { !has($0) }).map { "did you mean \"\($0)\"?" }
                ?? "known here: " + asked.sorted().joined(separator: ", ")
            mistakes.add(key(name), "unknown key \"\(name)\"", advice)
        }
    }

    /// A number that is one: TOML also knows nan and inf.
    private static func finite(_ value: any TOMLValueConvertible) -> Double? {
        guard let number = value.double ?? value.int.map(Double.init), number.isFinite else { return nil }
        return number
    }

    private func value(_ name: String, required: Bool) -> (any TOMLValueConvertible)? {
        asked.append(name)
        if let value = table[name] { return value }
        if required { mistakes.add(key(name), "\"\(name)\" is missing", "add \(name) = …") }
        return nil
    }

    private func unknown(_ name: String, _ given: String, _ words: [String]) {
        let near = NearWord.nearest(given, words).map { "did you mean \"\($0)\"?" }
        let list = words.joined(separator: ", ")
        mistakes.add(key(name), "unknown \(name) \"\(given)\"", near ?? "use one of \(list)")
    }

    private func wrongType(_ name: String, _ wanted: String) {
        mistakes.add(key(name), "\"\(name)\" has the wrong form", "it must be \(wanted)")
    }
}
