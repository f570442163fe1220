// A mistake in a schedule as somebody wrote it, told so that they can mend it: where it is, what is wrong, what would be right.

/// What is wrong with a schedule.
public struct ScheduleMistake: Error, Sendable, Equatable {
    /// The text that it is in.
    public var text: String
    /// The character at which it is, counted from 1.
    public var character: Int
    /// The field of a cron expression that it is in; nil where it concerns the whole.
    public var field: CronField.Kind?
    /// What is wrong.
    public var problem: String
    /// What would be right.
    public var advice: String

    /// A mistake.
    public init(
        _ text: String, at character: Int = 1, in field: CronField.Kind? = nil, _ problem: String, _ advice: String
    ) {
        self.text = text
        self.character = character
        self.field = field
        self.problem = problem
        self.advice = advice
    }
}

extension ScheduleMistake: CustomStringConvertible {
    /// For example `"61 * * * *", minute, character 1: 61 is not a minute; write 0 to 59`.
    public var description: String {
        let place =
            field.map { ", \($0.rawValue), character \(character)" }
            ?? (character > 1 ? ", character \(character)" : "")
        return "\"\(text)\"\(place): \(problem); \(advice)"
    }
}
