// The intervals of usage in a zone: hours and minutes as they pass, days and months as the calendar has them, with 23 or 25 hours where
// the clock is put forward or back.

extension LocalTime {
    /// The interval that holds an instant. Intervals of one step lie side by side without a gap.
    public func span(of step: UsageStep, around instant: Timestamp) -> Range<Timestamp> {
        if step.isOfDates {
            let local = latest(at: instant)
            return self.instant(of: step.start(of: local))..<self.instant(of: step.end(of: local))
        }
        let local = local(at: instant)
        let now = instant.milliseconds
        let start = now - (local - step.start(of: local))
        let end = now + (step.end(of: local) - local)
        // Where the clock is put to an hour that is not full, one interval ends and another begins.
        let before = lastChange(after: start, through: now) ?? start
        let after = firstChange(after: now, through: end) ?? end
        return Timestamp(milliseconds: before)..<Timestamp(milliseconds: after)
    }

    /// Where the intervals begin and end that lie from one instant to another, so many intervals at most.
    public func borders(of step: UsageStep, from: Timestamp, to: Timestamp, limit: Int) -> [Timestamp] {
        guard from < to, limit > 0 else { return [] }
        var span = span(of: step, around: from)
        var borders = [span.lowerBound, span.upperBound]
        while span.upperBound < to, borders.count <= limit {
            span = self.span(of: step, around: span.upperBound)
            borders.append(span.upperBound)
        }
        return borders
    }

    /// The last change of the offset in a short time.
    private func lastChange(after start: Int64, through end: Int64) -> Int64? {
        var last: Int64?
        while let change = firstChange(after: last ?? start, through: end) { last = change }
        return last
    }
}
