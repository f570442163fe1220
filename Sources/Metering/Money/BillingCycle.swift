// When bills begin and end: on a day of the month, every month or every few of them. What is counted or charged by the month goes by the
// months of the bill: from the fifteenth to the fifteenth, if that is when they begin.

/// The rhythm of bills.
public struct BillingCycle: Sendable, Equatable {
    /// A date on which a bill begins, not after the 28th.
    public var start: CivilDate
    /// How many months it is for.
    public var months: Int

    /// A rhythm.
    public init(start: CivilDate, months: Int = 1) { (self.start, self.months) = (start, months) }

    /// From the first to the last day of every month.
    public static let monthly = BillingCycle(start: CivilDate(day: 0))

    /// The month of the bill that holds a date; it ends before its upper bound.
    public func month(of date: CivilDate) -> Range<CivilDate> { span(of: date, months: 1) }

    /// The bill's period that holds a date.
    public func period(of date: CivilDate) -> Range<CivilDate> { span(of: date, months: Int64(max(1, months))) }

    private func span(of date: CivilDate, months: Int64) -> Range<CivilDate> {
        let (begin, here) = (start.civil, date.civil)
        var number = (here.year - begin.year) * 12 + here.month - begin.month
        if here.day < begin.day { number -= 1 }
        let first = number.floorDivided(by: months) * months
        return Self.date(begin, first)..<Self.date(begin, first + months)
    }

    private static func date(_ begin: (year: Int64, month: Int64, day: Int64), _ months: Int64) -> CivilDate {
        let month = begin.month - 1 + months
        let year = begin.year + month.floorDivided(by: 12)
        return CivilDate(day: Timestamp.day(year, month - month.floorDivided(by: 12) * 12 + 1, begin.day))
    }
}
