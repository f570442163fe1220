// What the shape of a difference over the hours hints at. It is a hint and no proof; where two shapes explain the hours about as well, or
// none does, it says so.

import Recognition

/// Where to look for what is missing.
public indirect enum BalanceHint: Sendable, Equatable {
    /// As much in all hours: so much in an hour.
    case steady(Double)
    /// A share of the supply at all hours: the supply meter counts too much, or all others too little.
    case ofSupply(Double)
    /// A share of what one meter counts: that one counts wrong.
    case ofMeter(RegisterName, Double)
    /// At certain hours only: somebody who is not measured, so much in such an hour.
    case atTimes(BalanceTimes, Double)
    /// While the sub-meters stand still: somebody who is not measured, so much in such an hour.
    case atStandstill(Double)
    /// Now and then, in so many hours a week.
    case nowAndThen(Double)
    /// Two of these at the same time, the larger one first.
    case several(BalanceHint, BalanceHint)
    /// There is nothing that were more than its uncertainty.
    case nothing
    /// It is there, but its shape fits nothing, or two things alike.
    case untold

    /// What kind of cause it hints at.
    public enum Cause: String, Sendable, CaseIterable {
        case leak, meter, unmetered, several, none, untold
    }

    /// What kind of cause it hints at.
    public var cause: Cause {
        switch self {
        case .steady(let flow): flow > 0 ? .leak : .untold
        case .ofSupply, .ofMeter: .meter
        case .atTimes, .atStandstill, .nowAndThen: .unmetered
        case .several: .several
        case .nothing: .none
        case .untold: .untold
        }
    }

    /// The hint in words.
    public func text(unit: String) -> String {
        func amount(_ value: Double) -> String { Warning.number(abs(value)) + " " + Flow.unit(of: unit) }
        func percent(_ share: Double) -> String { Warning.number(abs(share) * 100) + " %" }
        switch self {
        case .steady(let flow):
            return flow > 0
                ? "it is about the same at all hours, \(amount(flow)): look for a leak"
                : "what is too much is about the same at all hours: look for a meter that is missing among the supply"
        case .ofSupply(let share):
            return "it is \(percent(share)) of the supply at all hours: "
                + "the supply meter counts too \(share > 0 ? "much" : "little"), or all others too \(share > 0 ? "little" : "much")"
        case .ofMeter(let name, let share):
            return "it goes with what \(name.text) counts, \(percent(share)) of it: "
                + "that meter counts too \(share > 0 ? "little" : "much")"
        case .atTimes(let times, let flow):
            return "it is there \(times.text), about \(amount(flow)): somebody draws then who is not measured"
        case .atStandstill(let flow):
            return "it is there while the sub-meters stand still, about \(amount(flow)): "
                + "somebody draws then who is not measured"
        case .nowAndThen(let hours):
            return "it comes now and then, in \(Warning.number(hours)) hours a week: somebody draws who is not measured"
        case .several(let one, let other):
            return "two things come together; one: \(one.text(unit: unit)); the other: \(other.text(unit: unit))"
        case .nothing: return "there is no difference beyond its uncertainty"
        case .untold: return "what it comes from cannot be told from its hours"
        }
    }
}
