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

    /// How soon somebody should look.
    public enum Severity: String, Sendable, CaseIterable {
        /// When there is time.
        case notice
        /// Today.
        case warning
        /// At once.
        case alarm
    }

    /// How soon somebody should look.
    public var severity: Severity {
        switch self {
        case .burst, .noUse: .alarm
        case .leak, .backflow: .warning
        case .nightUse, .jammed, .silent, .unusual: .notice
        }
    }
}
