// What somebody asks of the history: which meter and register, when, in which steps. Whatever makes no sense is refused by its name.

import Metering

/// A question about what was.
struct HistoryQuery: Sendable {
    /// Why there is no answer.
    enum Fault: Error, Equatable {
        /// There is no such meter or register.
        case notFound
        /// A value that makes no sense.
        case wrong(String)
    }

    let meter: MeterView
    let register: String
    private let query: Form

    init(_ inquiry: Inquiry, _ meters: [MeterView]) throws(Fault) {
        guard let meter = meters.first(where: { $0.name == inquiry.names["meter"] }),
            let first = meter.registers.first?.name
        else { throw .notFound }
        let register = inquiry.query.value("register") ?? first
        guard meter.registers.contains(where: { $0.name == register }) else { throw .notFound }
        (self.meter, self.register, query) = (meter, register, inquiry.query)
    }

    /// A time; nil where none is named.
    func time(_ name: String) throws(Fault) -> Timestamp? {
        guard let text = query.value(name) else { return nil }
        guard let time = Moment.parse(text) else { throw .wrong(name) }
        return time
    }

    /// The step of the chart.
    func step() throws(Fault) -> UsageStep {
        guard let text = query.value("by") else { return .hour }
        guard let step = UsageStep(rawValue: text), Self.steps.contains(step) else { throw .wrong("by") }
        return step
    }

    /// A whole number.
    func number(_ name: String, in range: ClosedRange<Int64>, instead: Int64) throws(Fault) -> Int64 {
        try Self.number(query, name, in: range, instead: instead)
    }

    /// A whole number among the fields of a query.
    static func number(
        _ query: Form, _ name: String, in range: ClosedRange<Int64>, instead: Int64
    ) throws(Fault) -> Int64 {
        guard let text = query.value(name) else { return instead }
        guard let number = Int64(text), range.contains(number) else { throw .wrong(name) }
        return number
    }

    /// The part of the history from one time to another; all of it where none are named.
    func part() throws(Fault) -> HistorySource.Part {
        part(try time("from") ?? Moment.ends.lowerBound, try time("to") ?? Moment.ends.upperBound)
    }

    func part(_ from: Timestamp, _ to: Timestamp) -> HistorySource.Part {
        HistorySource.Part(meter: meter.name, register: register, from: from, to: to)
    }

    /// The steps that charts have.
    static let steps: [UsageStep] = [.minute, .quarter, .hour, .part, .day, .month]
}
