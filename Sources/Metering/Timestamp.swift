// Wall-clock instants as milliseconds since 1970, and their RFC 3339 text in UTC. Leap seconds do not exist here, as in
// POSIX.

/// An instant, in milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970.
    public var milliseconds: Int64

    /// The instant so many milliseconds after 1970.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Earlier than.
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    /// Seconds from `earlier` to this.
    public func seconds(since earlier: Timestamp) -> Double {
        Double(milliseconds - earlier.milliseconds) / 1000
    }

    /// For example `2026-11-21T07:30:05Z`, with milliseconds when there are any.
    public var text: String {
        let day = milliseconds.floorDivided(by: 86_400_000)
        let rest = milliseconds - day * 86_400_000
        let (year, month, dayOfMonth) = Timestamp.civil(fromDay: day)
        let seconds = rest / 1000
        var text = padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfMonth, 2) + "T"
        text += padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
        if rest % 1000 != 0 { text += "." + padded(rest % 1000, 3) }
        return text + "Z"
    }

    /// Reads `2018-08-14T02:13:57Z`, with a space for the `T`, a fraction or an offset, or plain seconds since 1970.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        if let seconds = Int64(String(text)), bytes.count <= 11 {
            milliseconds = seconds * 1000
            return
        }
        func number(_ from: Int, _ count: Int) -> Int64? {
            guard from + count <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[from..<from + count] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        var at = 19
        var fraction: Int64 = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            let start = at + 1
            at = start
            while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
            guard at > start else { return nil }
            for i in 0..<3 { fraction = fraction * 10 + (start + i < at ? Int64(bytes[start + i] - 0x30) : 0) }
        }
        var offset: Int64 = 0
        if at == bytes.count - 1, bytes[at] == UInt8(ascii: "Z") {
            at += 1
        } else if at == bytes.count - 6, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"),
            bytes[at + 3] == UInt8(ascii: ":"), let hours = number(at + 1, 2), let minutes = number(at + 4, 2)
        {
            guard hours <= 14, minutes < 60 else { return nil }
            offset = (hours * 60 + minutes) * (bytes[at] == UInt8(ascii: "-") ? -1 : 1)
            at = bytes.count
        }
        guard at == bytes.count, Timestamp.civil(fromDay: Timestamp.day(year, month, day)) == (year, month, day) else {
            return nil
        }
        let seconds = (Timestamp.day(year, month, day) * 24 + hour) * 3600 + (minute - offset) * 60 + second
        milliseconds = seconds * 1000 + fraction
    }

    /// Days since 1970 of a Gregorian date: years are counted from March, so that the leap day comes last.
    package static func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = y.floorDivided(by: 400)
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Year, month and day of month of a day since 1970.
    package static func civil(fromDay day: Int64) -> (Int64, Int64, Int64) {
        let shifted = day + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

extension Int64 {
    /// Division that rounds down also below zero.
    package func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
