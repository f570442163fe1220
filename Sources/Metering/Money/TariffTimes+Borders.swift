// Where times of the week may begin and end, as instants.

extension TariffTimes {
    /// Every instant from one up to another at which the clock shows midnight or a time that one of these begins or ends at, and every
    /// change of the clock; the first instant with them.
    static func candidates(_ times: [TariffTimes], from: Timestamp, to: Timestamp, zone: LocalTime) -> [Timestamp] {
        let minutes = Set(times.flatMap { [Int64($0.from), Int64($0.to)] } + [0]).sorted()
        var candidates: [Timestamp] = []
        var start = from.milliseconds
        while start < to.milliseconds {
            let change = zone.firstChange(after: start, through: to.milliseconds) ?? to.milliseconds
            let shift = zone.shift(start)
            candidates.append(Timestamp(milliseconds: start))
            var date = CivilDate(local: start + shift)
            while date.local - shift < change {
                for minute in minutes {
                    let instant = date.local + minute * minuteLength - shift
                    if start < instant, instant < change { candidates.append(Timestamp(milliseconds: instant)) }
                }
                date = date.adding(1)
            }
            start = change
        }
        return candidates
    }

    private static let minuteLength: Int64 = 60_000
}
