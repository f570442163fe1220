// Usage to come, if it goes on as it went so far: at each set of prices as much by the hour as it was at these prices. Cut to whole units,
// so that nothing is expected that could not be shown.

import Recognition

/// How usage goes on.
struct UsageProjection {
    private struct Rate {
        var units: Int128 = 0
        var milliseconds: Int128 = 0
    }

    private let tariff: Tariff
    private let zone: LocalTime
    private let decimals: Int
    private var rates: [[String]: Rate] = [:]
    private var whole = Rate()

    /// Learns from what is known.
    init(_ usage: [UsageInterval], by tariff: Tariff, zone: LocalTime) {
        (self.tariff, self.zone) = (tariff, zone)
        decimals = usage.compactMap { $0.usage?.decimals }.max() ?? 0
        for piece in usage {
            guard let used = piece.usage else { continue }
            let (units, length) = (
                Int128(used.scaled(to: decimals)), Int128(piece.to.milliseconds - piece.from.milliseconds)
            )
            whole.units += units
            whole.milliseconds += length
            let names = names(at: piece.from)
            rates[names, default: Rate()].units += units
            rates[names, default: Rate()].milliseconds += length
        }
    }

    /// What is to come from `now` to the beginning of a date, from border to border of the tariff.
    func usage(from now: Timestamp, to end: CivilDate) -> [UsageInterval] {
        let today = CivilDate(local: zone.local(at: now))
        let borders = [now] + tariff.borders(from: today, to: end, zone: zone).filter { $0 > now }
        return zip(borders, borders.dropFirst()).map { from, to in
            let seen = rates[names(at: from)] ?? whole
            let rate = seen.milliseconds > 0 ? seen : whole
            let units =
                rate.milliseconds > 0
                ? max(0, rate.units) * Int128(to.milliseconds - from.milliseconds) / rate.milliseconds : 0
            return UsageInterval(
                from: from, to: to, first: nil, last: nil,
                usage: Index(units: Int64(clamping: units), decimals: decimals), state: .incomplete)
        }
    }

    /// The charges that hold at an instant: the same in every version that calls them the same.
    private func names(at instant: Timestamp) -> [String] {
        guard let moment = tariff.moment(at: instant, zone: zone) else { return [] }
        return moment.charges.map {
            let charge = tariff.versions[moment.version].charges[$0]
            return charge.group + " " + charge.name
        }
    }
}
