// What flows at the least: the use of the quietest stretches of the last day, by hour of the day and over the last weeks. Flow that is added
// for good lifts all of them by its own measure, and the whole day too. Somebody who draws, a burner or a heat pump that runs longer because
// it is colder lifts the long ones and leaves the short ones, in which it is off; and where it never is, it is not even.

/// What always flows, learned.
struct FlowFloors: Sendable, Equatable {
    /// What has come on top.
    struct Rise: Sendable, Equatable {
        /// Which measure shows it best.
        var measure: FlowGrid.Floor
        /// Its flow now and the highest before, in units of the last place an hour.
        var found: Double
        var usual: Double
        /// The use by that measure at which it is over.
        var ends: Double
    }

    /// By hour of the day: for each of the last days one figure after the other, not-a-number where it is not known.
    private var days = [[Double]](repeating: [], count: 24)

    private static let width = FlowGrid.Floor.allCases.count

    /// Learns the quietest stretches of the day up to now.
    mutating func learn(_ floors: [Double], ofDay: Int) {
        if days[ofDay].count == Limits.floorDays * Self.width { days[ofDay].removeFirst(Self.width) }
        days[ofDay] += floors
    }

    /// What was known before a leak was seen: the last two days of it may have been in it.
    var before: FlowFloors {
        var before = self
        for hour in before.days.indices { before.days[hour].removeLast(min(2 * Self.width, before.days[hour].count)) }
        return before
    }

    /// What has come on top, if anything: of all of the last weeks; or, where the flow is even, of those days that used no more than this one.
    func rise(_ floors: [Double], ofDay: Int, isEven: Bool) -> Rise? {
        let own = days[ofDay]
        guard own.count >= Limits.floorDaysMin * Self.width else { return nil }
        let most = most(floors, own)
        // Where it is even it is told by little, else only by much: how far a burner runs differs from day to day.
        let tries: [([FlowGrid.Floor], Double, Double)] = [
            ([.even], Limits.floorRate, Limits.floorSpread),
            (
                [.half, .hour, .eight, .fives, .tens, .quarters], Limits.floorUnevenRate, Limits.floorUnevenSpread
            ),
        ]
        for (measures, rate, spread) in tries {
            if measures == [.even], values(of: .even, own).count < Limits.floorAlikeMin { continue }
            let need = Need(below: .infinity, rate: rate, spread: spread, most: most)
            if let rise = rise(floors, own, ofDay, by: measures, need) { return rise }
        }
        guard isEven else { return nil }
        let wholes = values(of: .all, own).sorted()
        guard wholes.count >= Limits.floorAlikeMin else { return nil }
        let below = max(floors[FlowGrid.Floor.all.rawValue] * Limits.floorAlike, wholes[Limits.floorAlikeMin - 1])
        let need = Need(below: below, rate: Limits.floorRate, spread: Limits.floorSpread, most: most)
        return rise(floors, own, ofDay, by: [.half, .hour, .two, .eight], need)
    }

    /// What a rise is held against.
    private struct Need {
        /// Only days that used no more than so much count.
        var below: Double
        /// Units an hour, and times as far as the highest is from the middle, that must have come on top.
        var rate: Double
        /// See `rate`.
        var spread: Double
        /// The most that can have come on top.
        var most: Double
    }

    private func rise(
        _ floors: [Double], _ own: [Double], _ ofDay: Int, by measures: [FlowGrid.Floor], _ need: Need
    ) -> Rise? {
        var best: Rise?
        var surest = 0.0
        for measure in measures {
            let floor = floors[measure.rawValue]
            let known = values(of: measure, own).sorted()
            guard !floor.isNaN, !known.isEmpty, let usual = highest(of: measure, ofDay, below: need.below) else {
                continue
            }
            let added = floor - usual
            let spread = usual - known[known.count / 2]
            guard
                added >= max(Limits.floorUnits, need.rate * measure.hours, need.spread * spread),
                added / measure.hours > surest
            else { continue }
            surest = added / measure.hours
            best = Rise(
                measure: measure, found: floor / measure.hours, usual: usual / measure.hours, ends: (floor + usual) / 2)
        }
        return need.most >= max(Limits.floorLeast, surest * Limits.floorSure) ? best : nil
    }

    /// The most that can have come on top, by any measure, in units an hour: what flows now less the least that was.
    private func most(_ floors: [Double], _ own: [Double]) -> Double {
        var most = Double.infinity
        for measure in FlowGrid.Floor.allCases where !floors[measure.rawValue].isNaN {
            let known = values(of: measure, own)
            let least = measure == .all ? known.suffix(Limits.floorRecent).min() : known.min()
            guard let least else { continue }
            let low = measure == .all ? least * Limits.floorWhole : least
            if let (length, count) = measure.pieces {
                // Of a flow that is slower than that, whole units show nothing in the quietest pieces.
                let each = ((floors[measure.rawValue] - low + 1) / Double(count)).rounded(.down) + 1
                most = min(most, each * 12 / Double(length))
                continue
            }
            most = min(most, (floors[measure.rawValue] - low + Limits.floorOpen) / measure.hours)
        }
        return most
    }

    /// The highest of the last weeks around that hour of the day, of days that used no more than so much. What the hours just before have
    /// shown is of the same day, and would excuse a leak by itself.
    private func highest(of measure: FlowGrid.Floor, _ ofDay: Int, below: Double) -> Double? {
        var highest: Double?
        for around in -Limits.floorHoursAround...Limits.floorHoursAround {
            let rows = days[(ofDay + around + 24) % 24]
            let known = rows.count - (around < 0 ? Self.width : 0)
            for row in stride(from: 0, to: known, by: Self.width) where rows[row + Self.width - 1] <= below {
                let value = rows[row + measure.rawValue]
                if !value.isNaN { highest = max(highest ?? value, value) }
            }
        }
        return highest
    }

    private func values(of measure: FlowGrid.Floor, _ rows: [Double]) -> [Double] {
        stride(from: measure.rawValue, to: rows.count, by: Self.width).compactMap { rows[$0].isNaN ? nil : rows[$0] }
    }

    /// Equal when everything that is known is.
    static func == (a: FlowFloors, b: FlowFloors) -> Bool {
        a.days.map { $0.map(\.bitPattern) } == b.days.map { $0.map(\.bitPattern) }
    }
}
