// Finds the mistakes in one version of a tariff: prices below nought, steps out of order, times that overlap or leave holes.

import Recognition

extension TariffVersion {
    /// All mistakes; `key` is where the version stands.
    func mistakes(_ key: String, hasHolidays: Bool) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        if let from, let until, until <= from {
            mistakes.append(
                CardMistake(
                    key + ".until", "\(until.text) is not after \(from.text)",
                    "write the first day on which it no longer holds"))
        }
        if from == nil {
            mistakes.append(
                CardMistake(
                    key + ".from", "nobody knows from when it holds", "write the first day, for example \"2026-01-01\"")
            )
        }
        if charges.isEmpty {
            mistakes.append(
                CardMistake(key + ".charge", "nothing is charged for use", "add a [[version.charge]] with its price"))
        }
        if charges.count > Self.chargesMax {
            mistakes.append(
                CardMistake(
                    key + ".charge", "there are \(charges.count) charges",
                    "at most \(Self.chargesMax) can be told apart"))
            return mistakes
        }
        for (number, charge) in charges.enumerated() {
            mistakes += stepMistakes(charge, "\(key).charge[\(number)]")
            if charges[..<number].contains(where: { $0.name == charge.name && $0.group == charge.group }) {
                mistakes.append(
                    CardMistake(
                        "\(key).charge[\(number)].name", "two charges of \(charge.group) are named \"\(charge.name)\"",
                        "give each its own name"))
            }
        }
        for (number, standing) in standing.enumerated() {
            mistakes += priceMistakes(standing.price, "\(key).standing[\(number)].price")
        }
        return mistakes + packageMistakes(key) + taxMistakes(key) + timeMistakes(key, hasHolidays)
    }

    private func priceMistakes(_ price: Index, _ key: String) -> [CardMistake] {
        if price.units < 0 { return [CardMistake(key, "the price \(price.text) is negative", "write 0 or more")] }
        guard price.decimals > Self.placesMax else { return [] }
        return [
            CardMistake(key, "the price \(price.text) has too many decimals", "write at most \(Self.placesMax) of them")
        ]
    }

    private func stepMistakes(_ charge: TariffCharge, _ key: String) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        var last = Index(units: 0, decimals: 0)
        if charge.steps.isEmpty {
            mistakes.append(CardMistake(key + ".price", "the charge has no price", "add price = \"…\", or steps"))
        }
        for (number, step) in charge.steps.enumerated() {
            mistakes += priceMistakes(step.price, "\(key).steps[\(number)].price")
            let isLast = number == charge.steps.count - 1
            guard let upTo = step.upTo else {
                if !isLast {
                    mistakes.append(
                        CardMistake(
                            "\(key).steps[\(number)].upTo", "the step has no end, and there is another after it",
                            "say up to which volume it holds, or let it be the last"))
                }
                continue
            }
            if upTo <= last {
                mistakes.append(
                    CardMistake(
                        "\(key).steps[\(number)].upTo",
                        number == 0 ? "\(upTo.text) is not above 0" : "\(upTo.text) is not above \(last.text)",
                        "list the steps from the smallest volume to the largest"))
            }
            if isLast {
                mistakes.append(
                    CardMistake(
                        "\(key).steps[\(number)].upTo", "there is no price above \(upTo.text)",
                        "add a last step without upTo"))
            }
            last = upTo
        }
        return mistakes
    }

    private func packageMistakes(_ key: String) -> [CardMistake] {
        guard let package else { return [] }
        var mistakes = groupMistakes(package.covers, charges.map(\.group), key + ".package.covers")
        if package.included.units <= 0 {
            mistakes.append(
                CardMistake(
                    key + ".package.included", "\(package.included.text) is no volume",
                    "write what is included, or leave the package out"))
        }
        return mistakes
    }

    private func taxMistakes(_ key: String) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        for (number, tax) in taxes.enumerated() {
            let here = "\(key).tax[\(number)]"
            if tax.percent.units < 0 || tax.percent > Index(units: 1_000, decimals: 0) {
                mistakes.append(
                    CardMistake(
                        here + ".percent", "\(tax.percent.text) % is no tax", "write hundredths, for example \"19\""))
            }
            mistakes += groupMistakes(tax.on, charges.map(\.group) + standing.map(\.group), here + ".on")
        }
        return mistakes
    }

    private func groupMistakes(_ named: [String], _ groups: [String], _ key: String) -> [CardMistake] {
        named.filter { !groups.contains($0) }.map {
            CardMistake(
                key, "nothing belongs to \"\($0)\"",
                "use one of " + Set(groups).sorted().joined(separator: ", "))
        }
    }

    /// At every minute of the week exactly one charge of each group holds.
    private func timeMistakes(_ key: String, _ hasHolidays: Bool) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        for group in Set(charges.map(\.group)).sorted() {
            let members = charges.filter { $0.group == group }
            let rest = members.filter(\.times.isEmpty)
            if rest.count > 1 {
                mistakes.append(
                    CardMistake(
                        key + ".charge", "\(Self.list(rest)) of \(group) hold at the same times",
                        "say with times when each of them holds"))
            }
            if let mistake = firstTimeMistake(members, group, key, hasHolidays) { mistakes.append(mistake) }
        }
        return mistakes
    }

    private func firstTimeMistake(
        _ members: [TariffCharge], _ group: String, _ key: String, _ hasHolidays: Bool
    ) -> CardMistake? {
        let edges = Set(members.flatMap(\.times).flatMap { [$0.from, $0.to] } + [0]).sorted()
        for day in TariffDay.allCases where hasHolidays || day != .holiday {
            for minute in edges where minute < TariffTimes.dayMinutes {
                let here = members.filter { $0.times.contains { $0.holds(on: day, at: minute) } }
                let time = "\(day.rawValue) \(Self.text(minute))"
                if here.count > 1 {
                    return CardMistake(
                        key + ".charge", "\(Self.list(here)) of \(group) both hold from \(time) on",
                        "let their times not overlap")
                }
                if here.isEmpty, !members.contains(where: \.times.isEmpty) {
                    return CardMistake(
                        key + ".charge", "no charge of \(group) holds from \(time) on",
                        "add times for it, or leave out those of the charge that is for all others")
                }
            }
        }
        return nil
    }

    private static func list(_ charges: [TariffCharge]) -> String {
        charges.map { "\"\($0.name)\"" }.joined(separator: " and ")
    }

    private static func text(_ minute: Int) -> String {
        let (hour, minute) = (minute / 60, minute % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    private static let chargesMax = 64
    /// Places of a price: an index has no more.
    private static let placesMax = 9
}
