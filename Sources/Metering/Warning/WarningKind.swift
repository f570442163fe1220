// What a meter's readings can warn of, and how much each of these matters.

/// A kind of warning.
public enum WarningKind: String, Sendable, CaseIterable {
    /// Something has flowed without a pause, which is not this meter's habit.
    case leak
    /// More is used at night than in the nights of the weeks before.
    case nightUse = "night-use"
    /// More flows than this meter has ever seen.
    case burst
    /// The index has stood still for longer than anybody would be away.
    case jammed
    /// No reading has come for long.
    case silent
    /// The index runs backwards.
    case backflow = "back-flow"
    /// In a day far more was used than the hours of this week's days usually take.
    case unusual
    /// Nobody has used anything although at this hour somebody always has.
    case noUse = "no-use"
    /// The meter cannot be seen: covered, dark or dazzled.
    case covered
    /// The camera has been moved.
    case moved
    /// Another meter, or none, is where this one was.
    case otherMeter = "other-meter"
    /// Pictures get worse day by day, though they can still be read.
    case fading
    /// What a group's meters supply and sell differs by more than is put up with.
    case imbalance
    /// One usage is too much, or too little, for another.
    case ratio
    /// Too much is used outside of working hours.
    case offShift = "off-shift"
    /// A value lies outside of its limits.
    case band
    /// A machine has run for so long that it is to be serviced.
    case maintenance

    /// How soon somebody should look.
    public enum Severity: String, Sendable, CaseIterable {
        /// When there is time.
        case notice
        /// Today.
        case warning
        /// At once.
        case alarm
    }

    /// Whether it is about a balance group or a system, and not about one register's readings.
    public var isOfSystem: Bool {
        switch self {
        case .imbalance, .ratio, .offShift, .band, .maintenance: true
        default: false
        }
    }

    /// How soon somebody should look.
    public var severity: Severity {
        switch self {
        case .burst, .noUse: .alarm
        case .leak, .backflow, .imbalance, .band, .covered, .moved, .otherMeter: .warning
        case .nightUse, .jammed, .silent, .unusual, .ratio, .offShift, .maintenance, .fading: .notice
        }
    }
}
