// A meter that is known to the last drop, and what is read of it: for tests of sums of several meters.

import Recognition

@testable import Metering

/// A register that counts what flows by the hour of the day in Berlin.
struct SimulatedMeter {
    var name: RegisterName
    /// Minutes between readings, and those by which they are late.
    var cadence: Int64 = 10
    var late: Int64 = 0
    /// Units of 0.001 m³ in an hour.
    var flow: (_ ofDay: Int, _ isWeekend: Bool) -> Double

    init(_ name: String, flow: @escaping (_ ofDay: Int, _ isWeekend: Bool) -> Double) {
        self.name = RegisterName(name)
        self.flow = flow
    }

    /// The readings of so many days.
    func readings(from start: Timestamp, days: Int) -> [UsagePoint] {
        var points: [UsagePoint] = []
        var counted = 1_000.0
        for minute in 0..<Int64(days) * 1_440 {
            let at = Timestamp(milliseconds: start.milliseconds + minute * 60_000)
            if (minute + cadence - late) % cadence == 0 {
                points.append(UsagePoint(seq: minute, at: at, index: Index(units: Int64(counted), decimals: 3)))
            }
            let local = Berlin.time.local(at: at)
            let date = CivilDate(local: local)
            counted += flow(Int((local - date.local) / 3_600_000), [.sat, .sun].contains(TariffDay(date))) / 60
        }
        return points
    }

    /// Two flats and what is supplied to them: as much, and more by `lost`.
    static func house(lost: @escaping (_ ofDay: Int, _ isWeekend: Bool) -> Double, slow: Double = 1) -> [SimulatedMeter]
    {
        func first(_ hour: Int, _ isWeekend: Bool) -> Double { (7...9).contains(hour) ? 200 : hour >= 18 ? 120 : 2 }
        func second(_ hour: Int, _ isWeekend: Bool) -> Double { (10...16).contains(hour) ? (isWeekend ? 160 : 90) : 4 }
        return [
            SimulatedMeter("first", flow: first), SimulatedMeter("second") { slow * second($0, $1) },
            SimulatedMeter("supply") { first($0, $1) + second($0, $1) + lost($0, $1) },
        ]
    }

    /// The book of such a house.
    static let book = BalanceBook(
        name: "house", unit: "m³", supply: MeterSum([MeterTerm(RegisterName("supply"))]),
        sales: MeterSum([MeterTerm(RegisterName("first")), MeterTerm(RegisterName("second"))]))

    /// A watch that has seen so many days of a house, and what it told.
    static func watched(_ meters: [SimulatedMeter], days: Int) -> (watch: BalanceWatch, events: [WarningEvent]) {
        let start = Berlin.at("2026-03-02T00:00")
        var watch = BalanceWatch(book)
        for meter in meters {
            for point in meter.readings(from: start, days: days) { watch.add(point, of: meter.name) }
        }
        let end = Timestamp(milliseconds: start.milliseconds + Int64(days) * 86_400_000)
        let events = watch.pass(to: end, zone: Berlin.time)
        return (watch, events)
    }
}
