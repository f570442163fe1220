// What a configuration of AI-on-the-edge-device says of one number sequence, as far as it goes into a card.

/// The settings of one number sequence.
struct EdgeSequence: Equatable {
    /// Places by which the point is moved to the right.
    var shift = 0
    /// Whether the tenths of the lowest dial count.
    var isExtended = false
    /// Whether the index may fall.
    var isBackward = false
    /// The most that the index may change.
    var rate: Double?
    /// Whether `rate` is per minute, and not from one reading to the next.
    var isPerMinute = false

    /// The settings that this takes.
    static let names = ["decimalshift", "extendedresolution", "allownegativerates", "maxratevalue", "maxratetype"]

    /// Takes one of `names`; what it became.
    mutating func take(_ name: String, _ entry: EdgeFile.Entry) throws(EdgeMistake) -> String {
        switch name {
        case "decimalshift":
            shift = Int(try EdgeValue.number(entry.value, in: -9...9, isWhole: true))
            return "the places of the dials"
        case "extendedresolution":
            isExtended = try EdgeValue.flag(entry.value)
            return isExtended ? "one decimal more than the lowest dial counts" : "as many decimals as the dials have"
        case "allownegativerates":
            isBackward = try EdgeValue.flag(entry.value)
            return isBackward
                ? "backflow: as much as may flow forward (qmax); none if there is no MaxRateValue" : "no backflow"
        case "maxratevalue":
            rate = try EdgeValue.number(entry.value, in: 1e-9...1e5)
            return "qmax, what it is in an hour by MaxRateType and Interval"
        default:
            switch entry.value.lowercased() {
            case "absolutechange": isPerMinute = false
            case "ratechange": isPerMinute = true
            default:
                throw EdgeMistake("\"\(entry.value)\" is no MaxRateType", "write AbsoluteChange or RateChange")
            }
            return isPerMinute ? "qmax: MaxRateValue is for a minute" : "qmax: MaxRateValue is for one Interval"
        }
    }

    /// The most that can flow in an hour, if there is a reading every so many minutes; nil where nobody has said.
    func hourlyMax(minutes: Double) -> Double? {
        // Sixty times a binary fraction has more places than anybody wrote; a card knows no less than a millionth.
        rate.map { max(($0 * (isPerMinute ? 60 : 60 / minutes) * 1e6).rounded(), 1) / 1e6 }
    }
}
