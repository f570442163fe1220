// Works out a bill: sorts usage by the prices that held, counts it through packages and steps, adds what is paid by the calendar and the
// taxes, and rounds as the tariff declares. Exact up to the rounding.

import Recognition

/// A bill in the making.
struct Billing {
    private struct Key: Hashable {
        var version: Int
        var charge: Int
        var step: Int
    }

    private struct Counter: Hashable {
        var name: String
        var group: String
        var span: CivilDate
    }

    private let tariff: Tariff
    private let zone: LocalTime
    private let from: CivilDate
    private let to: CivilDate
    private var volumes: [Key: Fraction] = [:]
    private var included: [Int: Fraction] = [:]
    private var counters: [Counter: Fraction] = [:]
    private var unpriced: [UsageInterval] = []
    /// The most places that a usage has.
    private var places = 0

    init(_ tariff: Tariff, from: CivilDate, to: CivilDate, zone: LocalTime) {
        (self.tariff, self.zone, self.from, self.to) = (tariff, zone, from, to)
    }

    /// Takes up all usage. What lies before the bill counts in packages and steps and is not on the bill.
    mutating func count(_ usage: [UsageInterval]) throws(TariffError) {
        let usage = usage.sorted { $0.from < $1.from }
        guard let first = usage.first, let last = usage.map(\.to).max() else { return }
        let start = min(from, CivilDate(local: zone.local(at: first.from)))
        let stop = max(to, CivilDate(local: zone.local(at: last)).adding(1))
        let borders = tariff.borders(from: start, to: stop, zone: zone)
        let (begin, end) = (zone.instant(of: from.local), zone.instant(of: to.local))
        var next = 0
        for piece in usage where piece.from < end && piece.from < piece.to {
            while next < borders.count, borders[next] <= piece.from { next += 1 }
            let isOn = piece.to > begin
            guard let used = piece.usage, next == borders.count || piece.to <= borders[next],
                piece.from >= begin || !isOn, piece.to <= end
            else {
                if isOn { unpriced.append(piece) }
                continue
            }
            guard let moment = tariff.moment(at: piece.from, zone: zone) else {
                if isOn { throw .noPrice(CivilDate(local: zone.local(at: piece.from))) }
                continue
            }
            places = max(places, used.decimals)
            try count(used, moment, CivilDate(local: zone.local(at: piece.from)), isOn: isOn)
        }
    }

    private mutating func count(
        _ used: Index, _ moment: Tariff.Moment, _ date: CivilDate, isOn: Bool
    ) throws(TariffError) {
        let version = tariff.versions[moment.version]
        let used = Fraction(used)
        var beyond = used
        if let package = version.package {
            let counter = Counter(name: "", group: "", span: span(package.per, moment, date))
            let before = counters[counter] ?? .zero
            let after = try before.plus(used)
            counters[counter] = after
            let limit = Fraction(package.included)
            let free = try Self.lesser(after, limit).minus(Self.lesser(before, limit))
            beyond = try used.minus(free)
            if isOn { included[moment.version] = try (included[moment.version] ?? .zero).plus(free) }
        }
        for number in moment.charges {
            let charge = version.charges[number]
            let covers = version.package?.covers ?? []
            let isCovered = covers.isEmpty || covers.contains(charge.group)
            let counter = Counter(name: charge.name, group: charge.group, span: span(charge.per, moment, date))
            let before = counters[counter] ?? .zero
            let after = try before.plus(isCovered ? beyond : used)
            counters[counter] = after
            guard isOn else { continue }
            for (step, volume) in try Self.split(charge.steps, before, after) {
                let key = Key(version: moment.version, charge: number, step: step)
                volumes[key] = try (volumes[key] ?? .zero).plus(volume)
            }
        }
    }

    private func span(_ per: TariffSpan, _ moment: Tariff.Moment, _ date: CivilDate) -> CivilDate {
        switch per {
        case .day: date
        case .month: moment.month
        case .period: moment.period
        }
    }

    /// How much of what lies between two counts lies in each step; where the count goes back, what was paid in the step is paid back.
    private static func split(
        _ steps: [TariffStep], _ before: Fraction, _ after: Fraction
    ) throws(TariffError) -> [(Int, Fraction)] {
        var parts: [(Int, Fraction)] = []
        var lower: Fraction?
        for (number, step) in steps.enumerated() {
            let upper = step.upTo.map { Fraction($0) }
            let last = try within(after, lower, upper)
            let part = try last.minus(within(before, lower, upper))
            if !part.isZero { parts.append((number, part)) }
            lower = upper
        }
        return parts
    }

    private static func within(
        _ value: Fraction, _ lower: Fraction?, _ upper: Fraction?
    ) throws(TariffError) -> Fraction {
        var value = value
        if let upper { value = try lesser(value, upper) }
        if let lower, try value.isLess(than: lower) { value = lower }
        return value
    }

    private static func lesser(_ a: Fraction, _ b: Fraction) throws(TariffError) -> Fraction {
        try a.isLess(than: b) ? a : b
    }

    /// The bill of what was taken up.
    func bill() throws(TariffError) -> Bill {
        var bill = Bill(
            from: from, to: to, currency: tariff.currency, total: Index(units: 0, decimals: tariff.decimals))
        bill.unpriced = unpriced
        var total = Fraction.zero
        for number in tariff.versions.indices {
            // What was paid by group, as it is counted.
            var paid: [(group: String, amount: Fraction)] = []
            if let package = tariff.versions[number].package, let free = included[number], !free.isZero {
                let quantity = try free.rounded(to: places, .halfUp)
                bill.lines.append(
                    line(.included, package.name, number, quantity, nil, Index(units: 0, decimals: tariff.decimals)))
            }
            for standing in tariff.versions[number].standing {
                let (days, share) = try self.share(standing.per, number)
                guard days > 0 else { continue }
                let exact = try Fraction(standing.price).times(share)
                let amount = try exact.rounded(to: tariff.decimals, tariff.rounding.mode)
                paid.append((standing.group, tariff.rounding.place == .line ? Fraction(amount) : exact))
                bill.lines.append(
                    line(.days, standing.name, number, Index(units: days, decimals: 0), standing.price, amount))
            }
            try addUse(number, &bill, &paid)
            try addTaxes(number, &bill, &paid)
            for part in paid { total = try total.plus(part.amount) }
        }
        bill.total = try total.rounded(to: tariff.decimals, tariff.rounding.mode)
        return bill
    }

    private func addUse(
        _ number: Int, _ bill: inout Bill, _ paid: inout [(group: String, amount: Fraction)]
    ) throws(TariffError) {
        for (place, charge) in tariff.versions[number].charges.enumerated() {
            for (step, price) in charge.steps.enumerated() {
                guard let volume = volumes[Key(version: number, charge: place, step: step)], !volume.isZero else {
                    continue
                }
                let exact = try volume.times(Fraction(price.price))
                let amount = try exact.rounded(to: tariff.decimals, tariff.rounding.mode)
                paid.append((charge.group, tariff.rounding.place == .line ? Fraction(amount) : exact))
                let quantity = try volume.rounded(to: places, .halfUp)
                bill.lines.append(line(.volume, charge.name, number, quantity, price.price, amount, step + 1))
            }
        }
    }

    private func addTaxes(
        _ number: Int, _ bill: inout Bill, _ paid: inout [(group: String, amount: Fraction)]
    ) throws(TariffError) {
        let net = paid
        guard !net.isEmpty else { return }
        for tax in tariff.versions[number].taxes {
            var base = Fraction.zero
            for part in net where tax.on.isEmpty || tax.on.contains(part.group) { base = try base.plus(part.amount) }
            let exact = try base.times(Fraction(tax.percent)).times(Fraction(1, of: 100))
            let amount = try exact.rounded(to: tariff.decimals, tariff.rounding.mode)
            paid.append(("", tariff.rounding.place == .line ? Fraction(amount) : exact))
            bill.lines.append(line(.percent, tax.name, number, tax.percent, nil, amount))
        }
    }

    /// The days of the bill on which a version holds, and what share of a span they are, or how many of them.
    private func share(_ per: TariffSpan, _ number: Int) throws(TariffError) -> (days: Int64, share: Fraction) {
        var days: Int64 = 0
        var share = Fraction.zero
        var date = from
        while date < to {
            let span = per == .period ? tariff.cycle.period(of: date) : tariff.cycle.month(of: date)
            let end = min(to, span.upperBound)
            var held: Int64 = 0
            while date < end {
                if tariff.version(on: date) == number { held += 1 }
                date = date.adding(1)
            }
            days += held
            let whole = per == .day ? 1 : span.upperBound.day - span.lowerBound.day
            share = try share.plus(Fraction(held, of: whole))
        }
        return (days, share)
    }

    private func line(
        _ kind: BillLine.Kind, _ name: String, _ version: Int, _ quantity: Index, _ price: Index?, _ amount: Index,
        _ step: Int = 1
    ) -> BillLine {
        BillLine(
            kind: kind, name: name, version: tariff.versions[version].from, step: step, quantity: quantity,
            price: price, amount: amount)
    }
}
