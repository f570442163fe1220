// What is worth telling about the pulses of a meter, each thing once.

import Recognition

/// News of a pulse output.
public enum PulseEvent: Sendable, Equatable {
    /// Why a disagreement is over.
    public enum End: Sendable, Equatable {
        /// So many pulses have agreed with the register since.
        case agreed(pulses: Int64)
        /// The meter, its pulse output or what is known of it is another.
        case exchanged
        /// Readings that it rested on were withdrawn.
        case withdrawn
    }

    /// Register and pulses disagree.
    case disagreement(PulseFinding)
    /// The disagreement that was told is over.
    case over(PulseFinding, End)

    /// The event in words, for journals and logs.
    public var text: String {
        switch self {
        case .disagreement(let finding): return disagreement(finding)
        case .over(_, .agreed(let pulses)): return "pulses and register agree again, for \(pulses) pulses now"
        case .over(_, .exchanged): return "the disagreement of pulses and register ended with an exchange"
        case .over(_, .withdrawn):
            return "the disagreement of pulses and register is void: readings that it rested on were withdrawn"
        }
    }

    /// What an event says of the state of the output.
    public enum State: String, Sendable {
        case disagreement
        case over
    }

    /// Whether somebody has to do something.
    public var state: State {
        if case .disagreement = self { return .disagreement }
        return .over
    }

    /// The disagreement that it tells of.
    public var finding: PulseFinding {
        switch self {
        case .disagreement(let finding), .over(let finding, _): finding
        }
    }

    /// The payload that is journalled and sent.
    public func payload(of meter: String, register: String, at instant: Timestamp) -> String {
        var object = JSONObject()
        object.set("meter", meter)
        object.set("register", register)
        object.set("event", "pulse-disagreement")
        object.set("state", state.rawValue)
        object.set("captured_at", instant.text)
        object.set("text", text)
        object.set("direction", finding.isMissing ? "missing" : "surplus")
        object.set("from", finding.from.text)
        object.set("to", finding.to.text)
        object.set("moved", finding.moved.text)
        object.set("counted", Int(finding.counted))
        object.set("weight", finding.weight.text)
        object.set("difference", finding.size.text)
        if let likely = finding.likelyWeight { object.set("likely_weight", likely.text) }
        return object.text
    }

    private func disagreement(_ finding: PulseFinding) -> String {
        let tenths = Int((min(finding.pulses, 1e12) * 10).rounded())
        let expected = Int(min(max(finding.expected, 0), 1e15).rounded())
        let size = "about \(tenths / 10).\(tenths % 10) pulses (\(finding.size.text)) "
        let span =
            "since \(finding.from.text): \(finding.counted) counted, the register moved by \(expected) of \(finding.weight.text)"
        return size + (finding.isMissing ? "are missing " : "are too many ") + span + "; " + advice(finding)
    }

    private func advice(_ finding: PulseFinding) -> String {
        switch finding.cause {
        case .silence: return "not one came: look at the wire, the contact and the input"
        case .lost: return "pulses are lost: the contact may be weak or the debounce time too long"
        case .doubled: return "pulses are counted that were none: the contact may bounce or the line catch interference"
        case .factor(let factor):
            let likely = finding.likelyWeight.map { "the weight may be \($0.text)" } ?? "the weight may be wrong"
            if factor == 2 { return likely + ", or every pulse is counted twice (both edges, or a bounce)" }
            if factor == 0.5 { return likely + ", or every other pulse is lost" }
            return likely
        }
    }
}
