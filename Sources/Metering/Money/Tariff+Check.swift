// Finds the mistakes in a tariff: versions that overlap or leave holes, and what is wrong with each of them. A tariff without mistakes has a
// price for every minute from its first day on.

import Recognition

extension Tariff {
    /// All mistakes; the keys are those of the configuration.
    public func mistakes() -> [CardMistake] {
        var mistakes: [CardMistake] = []
        if currency.utf8.count != 3 || !currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
            mistakes.append(
                CardMistake(
                    "currency", "\"\(currency)\" is no currency", "write its three letters, for example \"EUR\""))
        }
        if !(0...4).contains(decimals) {
            mistakes.append(
                CardMistake("decimals", "no coin has \(decimals) decimals", "write 0 to 4, or leave it out"))
        }
        if cycle.start.civil.day > 28 || !(1...12).contains(cycle.months) {
            mistakes.append(
                CardMistake(
                    "cycle", "bills cannot begin on day \(cycle.start.civil.day) every \(cycle.months) months",
                    "let them begin on a day from 1 to 28, every 1 to 12 months"))
        }
        if versions.isEmpty {
            mistakes.append(
                CardMistake("version", "the tariff never holds", "add a [[version]] with the day from which it does"))
        }
        if versions.count > Self.versionsMax {
            mistakes.append(
                CardMistake(
                    "version", "the tariff has \(versions.count) versions",
                    "leave out the oldest: \(Self.versionsMax) are enough"))
        }
        for (number, version) in versions.enumerated() {
            mistakes += version.mistakes("version[\(number)]", hasHolidays: !holidays.isEmpty)
        }
        return mistakes + orderMistakes()
    }

    private func orderMistakes() -> [CardMistake] {
        var mistakes: [CardMistake] = []
        for number in versions.indices.dropFirst() {
            guard let from = versions[number].from, let before = versions[number - 1].from else { continue }
            let key = "version[\(number)]"
            if from <= before {
                mistakes.append(
                    CardMistake(
                        key + ".from",
                        "\(from.text) is not after \(before.text), from which the version before it holds",
                        "list the versions by the day from which they hold"))
            } else if let until = versions[number - 1].until, until > from {
                mistakes.append(
                    CardMistake(
                        key + ".from", "two versions hold from \(from.text) to \(until.adding(-1).text)",
                        "let the one before end with until = \"\(from.text)\", or leave that out"))
            } else if let until = versions[number - 1].until, until < from {
                mistakes.append(
                    CardMistake(
                        key + ".from", "no version holds from \(until.text) to \(from.adding(-1).text)",
                        "let the one before end with until = \"\(from.text)\", or leave that out"))
            }
        }
        return mistakes
    }

    private static let versionsMax = 100
}
