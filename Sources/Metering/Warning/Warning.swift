// A warning and what it rests on: the readings at both ends, and the figures that were compared. Whoever doubts it can look them up.

import Recognition

/// What readings warn of.
public struct Warning: Sendable, Equatable {
    /// What it is.
    public var kind: WarningKind
    /// The reading from which on it was so.
    public var first: RegisterCard.Start
    /// The reading that showed it.
    public var last: RegisterCard.Start
    /// What was found: a flow in an hour, a usage, or hours, as `kind` has it; in the register's unit.
    public var found: Double
    /// What is usual there, or the limit that was passed; nil where nothing is known of it.
    public var usual: Double?
    /// The register's unit.
    public var unit: String
    /// The readings that a warning about several registers rests on; of one register `first` and `last` are enough.
    public var evidence: [WarningEvidence] = []
    /// What else is known of it, in words.
    public var detail: String?

    /// A warning.
    public init(
        _ kind: WarningKind, first: RegisterCard.Start, last: RegisterCard.Start, found: Double, usual: Double?,
        unit: String
    ) {
        (self.kind, self.first, self.last) = (kind, first, last)
        (self.found, self.usual, self.unit) = (found, usual, unit)
    }

    /// How soon somebody should look.
    public var severity: WarningKind.Severity { kind.severity }

    /// Whether it says more than one of its kind that was told before: reminders of a service grow, all else is said once.
    public func outgrows(_ told: Warning) -> Bool { kind == .maintenance && found > told.found * 1.0001 + 0.01 }

    /// The hours between the readings that it rests on.
    public var hours: Double { last.at.seconds(since: first.at) / 3_600 }

    /// The warning in words, for journals and people.
    public var text: String {
        let flow = Self.number(found) + " " + Flow.unit(of: unit)
        let amount = Self.number(found) + " " + unit
        switch kind {
        case .leak:
            return "for \(Self.span(hours)) it has flowed without a pause, at least \(flow)"
                + "\(usually(Flow.unit(of: unit))): look for a leak or something left on"
        case .nightUse:
            return "night after night more is used than before, last night \(amount)\(usually(unit)): "
                + "look for what runs while all sleep"
        case .burst:
            // Of a meter that is new there is nothing to compare it with.
            let than = usual == nil ? "far more than such a supply takes" : "far more than ever"
            return "\(flow) flows, \(than)\(usually(Flow.unit(of: unit))): "
                + "if nobody draws so much, shut it off"
        case .jammed:
            return "the index has stood still for \(Self.span(found)): "
                + "unless nobody is there, the meter is stuck or bypassed"
        case .silent:
            return "no reading for \(Self.span(found)): look at the camera and the meter"
        case .backflow:
            return "the index has run back by \(amount): look at the check valve, and at who turned the meter"
        case .unusual:
            return "\(amount) in a day\(usually(unit)): look at what was used"
        case .noUse:
            return "nothing has been used for \(Self.span(found)), "
                + "at this hour never longer than \(Self.span(usual ?? 0)): see whether all is well"
        case .covered:
            return "for \(Self.span(found)) the meter cannot be seen: "
                + "look whether the camera is covered, dazzled or in the dark"
        case .moved:
            return
                "for \(Self.span(found)) the camera has not seen the meter where it was: put it back, or calibrate anew"
        case .otherMeter:
            return "for \(Self.span(found)) another meter, or none, has been seen: "
                + "look who was there, and calibrate if it was exchanged"
        case .fading:
            return "\(Self.number(found)) % of a day's pictures are dark, pale, blurred or dazzled, for days"
                + "\(usually("%")): clean the glass and look at the lamp before readings fail"
        case .imbalance, .ratio, .offShift, .band, .maintenance: return systemText
        }
    }

    private func usually(_ unit: String) -> String {
        usual.map { ", usually up to \(Self.number($0)) \(unit)" } ?? ""
    }

    /// Three digits of a number that is not known any better.
    public static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "much" }
        var (places, scale) = (0, 1.0)
        while places < 6, value != 0, abs(value) * scale < 100 { (places, scale) = (places + 1, scale * 10) }
        var text = Index(units: Int64((value * scale).rounded()), decimals: places).text
        guard places > 0 else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// Hours as people say them.
    static func span(_ hours: Double) -> String {
        guard hours.isFinite else { return "an unknown time" }
        return hours < 48 ? "\(number((hours * 10).rounded() / 10)) hours" : "\(Int(min(hours / 24, 1e6))) days"
    }
}
