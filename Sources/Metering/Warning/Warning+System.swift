// What warnings about several meters, and about machines, say in words.

extension Warning {
    /// The warning in words, of those kinds.
    var systemText: String {
        let limit = Self.number(usual ?? 0)
        let more = detail.map { ": " + $0 } ?? ""
        switch kind {
        case .imbalance:
            let what = found < 0 ? "more was sold than supplied, by" : "of what was supplied there is missing"
            return "in \(Self.span(hours)) \(what) \(Self.number(abs(found))) %, up to \(limit) % is put up with" + more
        case .ratio:
            return "\(Self.number(found)) \(unit) in \(Self.span(hours)), "
                + "\(found < usual ?? found ? "at least" : "at most") \(limit) is right" + more
        case .offShift:
            return "\(Self.number(found)) % was used outside of working hours, up to \(limit) % is put up with" + more
        case .band:
            return
                "for \(Self.span(hours)) it has been \(found < usual ?? found ? "below" : "above") \(limit) \(unit), "
                + "now \(Self.number(found)) \(unit)" + more
        default:
            return "it has run for \(Self.number(found)) hours since it was serviced, "
                + "every \(limit) hours it should be" + more
        }
    }
}
