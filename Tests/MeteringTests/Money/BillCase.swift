// One bill that was worked out by hand: a tariff, usage, and what is to be paid, from a file in Fixtures/bills.

import Recognition

@testable import Metering

/// A bill of Fixtures.
struct BillCase {
    var tariff: Tariff
    var zone: LocalTime
    var usage: [UsageInterval] = []
    var from: CivilDate
    var to: CivilDate
    var lines: [String]
    var total: String
    var unpriced: [String]

    /// What is wrong with a file.
    struct Fault: Error {
        var what: String
    }

    init(_ file: String) throws {
        let file = try BillText.read(file)
        guard let bill = file["bill"], let from = bill["first"]?.text.flatMap({ CivilDate($0) }),
            let last = bill["last"]?.text.flatMap({ CivilDate($0) }), let total = bill["total"]?.text
        else { throw Fault(what: "bill") }
        (self.from, to, self.total) = (from, last.adding(1), total)
        lines = bill["lines"]?.list.compactMap(\.text) ?? []
        unpriced = bill["unpriced"]?.list.compactMap(\.text) ?? []
        let hours = file["hoursEast"]?.number
        zone = hours.map { LocalTime.fixed(secondsEast: $0 * 3_600) } ?? Berlin.time
        tariff = try TariffText.tariff(file["tariff"] ?? .table([:]))
        for row in file["usage"]?.list ?? [] { try add(row) }
        let readings = file["readings"]?.list.compactMap(\.text) ?? []
        if !readings.isEmpty { try add(readings) }
    }

    /// So much on each of some days, between two times of the clock.
    private mutating func add(_ row: BillText) throws {
        guard let first = row["first"]?.text.flatMap({ CivilDate($0) }),
            let last = row["last"].map({ $0.text.flatMap { CivilDate($0) } }) ?? first,
            let each = row["each"]?.text.map({ Self.amount($0) }) ?? nil,
            let times = TariffTimes(row["times"]?.text ?? "00:00-24:00")
        else { throw Fault(what: "usage") }
        for day in first.day...last.day where times.days.contains(tariff.day(CivilDate(day: day))) {
            let date = CivilDate(day: day)
            usage.append(
                UsageInterval(
                    from: zone.instant(of: date.local + Int64(times.from) * 60_000),
                    to: zone.instant(of: date.local + Int64(times.to) * 60_000), first: nil, last: nil, usage: each,
                    state: .whole))
        }
    }

    /// Readings such as `2026-03-01T00:00 1234.5`, by the clock.
    private mutating func add(_ readings: [String]) throws {
        var series = UsageSeries()
        for (number, reading) in readings.enumerated() {
            let parts = reading.split(separator: " ")
            guard parts.count == 2, let local = Timestamp(parts[0] + ":00Z"), let index = Index(parts[1]) else {
                throw Fault(what: reading)
            }
            let at = zone.instant(of: local.milliseconds)
            series.add(UsagePoint(seq: Int64(number), at: at, index: index))
        }
        usage = UsageSheet(series, borders: tariff.borders(from: from, to: to, zone: zone)).pieces
    }

    static func amount(_ text: String) -> Index? {
        guard text.hasPrefix("-") else { return Index(text) }
        return Index(text.dropFirst()).map { Index(units: -$0.units, decimals: $0.decimals) }
    }

    /// A bill's lines as the files have them: name, quantity, price, amount.
    func told(_ bill: Bill) -> [String] {
        bill.lines.map { line in
            let charge = tariff.versions.flatMap(\.charges).first { $0.name == line.name }
            let isStep = line.kind == .volume && (charge?.steps.count ?? 1) > 1
            let quantity =
                switch line.kind {
                case .included: "\(line.quantity.text) included"
                case .days: "\(line.quantity.text) days"
                case .volume: line.quantity.text
                case .percent: "\(line.quantity.text) %"
                }
            let name = isStep ? "\(line.name) \(line.step)" : line.name
            return [name, quantity, line.price?.text ?? "-", line.amount.text].joined(separator: " | ")
        }
    }

    func told(_ pieces: [UsageInterval]) -> [String] {
        pieces.map { piece in
            let ends = [piece.from, piece.to].map {
                Timestamp(milliseconds: zone.local(at: $0)).text.prefix(16)
            }
            return "\(ends[0]) \(ends[1]) \(piece.usage?.text ?? "-")"
        }
    }
}
