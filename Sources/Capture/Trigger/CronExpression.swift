// A cron expression: minute, hour, day of month, month, day of week. Calendar arithmetic only; what a change of the clock
// does to it is decided by the schedule that holds it.
// Semantics: crontab(5) of Debian's cron. When both fields of days are restricted, either of them lets a day through; when one
// begins with `*`, a day must pass both.

import Metering

/// The local minutes at which something is due.
public struct CronExpression: Sendable, Equatable {
    /// As it was written.
    public let text: String
    private let minute: CronField
    private let hour: CronField
    private let dayOfMonth: CronField
    private let month: CronField
    private let dayOfWeek: CronField

    /// What the short names stand for.
    private static let names: [(name: String, fields: String)] = [
        ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"),
    ]

    /// Reads an expression. One that is never due is a mistake.
    public init(_ text: String) throws(ScheduleMistake) {
        guard text.utf8.count <= Limits.cronBytesMax else {
            let start = String(text.prefix(32)) + "…"
            throw ScheduleMistake(
                start, "longer than \(Limits.cronBytesMax) bytes", "write it shorter with ranges and steps")
        }
        let fields = try CronExpression.fields(of: text)
        var read: [CronField] = []
        for (kind, field) in zip(CronField.Kind.allCases, fields) {
            read.append(try CronField(field.text, kind, start: field.start, of: text))
        }
        self.text = text
        (minute, hour, dayOfMonth, month, dayOfWeek) = (read[0], read[1], read[2], read[3], read[4])
        guard canComeTrue else {
            throw ScheduleMistake(
                text, at: fields[2].start, in: .dayOfMonth, "none of these months has such a day, so it is never due",
                "write a day that the months have, such as 28")
        }
    }

    /// True when it is due in every hour of the days that it lets through, so that it goes on by elapsed time through a change
    /// of the clock.
    public var isHourly: Bool { (0...23).allSatisfy(hour.contains) }

    /// The first due local time after `local`, both in milliseconds since 1970 as the clock shows it.
    public func next(after local: Int64) -> Int64 {
        let from = local.floorDivided(by: 60_000) + 1
        var day = from.floorDivided(by: 1440)
        var minuteOfDay = Int(from - day * 1440)
        // Every expression that was accepted is due within the bound: no leap day is further from the next of its weekday.
        for _ in 0..<Limits.cronDaysMax {
            if isDue(day: day), let due = firstDue(from: minuteOfDay) { return (day * 1440 + Int64(due)) * 60_000 }
            day += 1
            minuteOfDay = 0
        }
        return (day * 1440) * 60_000
    }

    private func firstDue(from minuteOfDay: Int) -> Int? {
        guard let hour = hour.first(from: minuteOfDay / 60) else { return nil }
        if hour == minuteOfDay / 60, let minute = minute.first(from: minuteOfDay % 60) { return hour * 60 + minute }
        guard let start = minute.first(from: 0) else { return nil }
        if hour > minuteOfDay / 60 { return hour * 60 + start }
        return self.hour.first(from: hour + 1).map { $0 * 60 + start }
    }

    private func isDue(day: Int64) -> Bool {
        let (_, month, dayOfMonth) = Timestamp.civil(fromDay: day)
        guard self.month.contains(Int(month)) else { return false }
        // 1970-01-01 was a Thursday.
        let dayOfWeek = day + 4 - (day + 4).floorDivided(by: 7) * 7
        let (byMonth, byWeek) = (self.dayOfMonth.contains(Int(dayOfMonth)), self.dayOfWeek.contains(Int(dayOfWeek)))
        return self.dayOfMonth.isOpen || self.dayOfWeek.isOpen ? byMonth && byWeek : byMonth || byWeek
    }

    private var canComeTrue: Bool {
        if !dayOfMonth.isOpen, !dayOfWeek.isOpen { return true }
        let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...12).contains { month.contains($0) && (dayOfMonth.first(from: 1) ?? 32) <= days[$0 - 1] }
    }

    /// The five fields and the character at which each begins, counted from 1.
    private static func fields(of text: String) throws(ScheduleMistake) -> [(text: [UInt8], start: Int)] {
        let bytes = Array(text.utf8)
        let blanks: [UInt8] = [0x20, 0x09]
        if let other = bytes.firstIndex(where: { !(0x21...0x7E).contains($0) && !blanks.contains($0) }) {
            throw ScheduleMistake(
                text, at: other + 1, "a character that no cron expression has", "write letters, digits and * , - / only"
            )
        }
        if let at = bytes.first(where: { !blanks.contains($0) }), at == UInt8(ascii: "@") {
            let name = String(decoding: bytes.filter { !blanks.contains($0) }, as: UTF8.self).lowercased()
            guard let known = names.first(where: { $0.name == name }) else {
                throw ScheduleMistake(
                    text, "no such short name", "write one of \(names.map(\.name).joined(separator: " "))")
            }
            return try fields(of: known.fields)
        }
        var fields: [(text: [UInt8], start: Int)] = []
        var at = 0
        for part in bytes.split(omittingEmptySubsequences: false, whereSeparator: blanks.contains) {
            if !part.isEmpty { fields.append((Array(part), at + 1)) }
            at += part.count + 1
        }
        guard fields.count == 5 else {
            throw ScheduleMistake(
                text, at: fields.count > 5 ? fields[5].start : bytes.count + 1,
                "it has \(fields.count) fields and not 5",
                "write minute, hour, day of month, month and day of week, such as \"0 6 * * *\"")
        }
        return fields
    }
}
