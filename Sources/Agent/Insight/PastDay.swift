// The readings of one register on one day, packed small, as they are remembered after the journal has let go of them: what was learned
// from them can be learned again. The older a day, the fewer of its readings are kept; those that begin another run always are.

import Metering
import Recognition

/// A day that is remembered.
struct PastDay: Sendable, Equatable {
    /// A reading.
    struct Point: Sendable, Equatable {
        var seq: Int64
        var at: Timestamp
        var index: Index
        /// Whether it has nothing to do with the one before it: the meter was exchanged, or its index set.
        var beginsRun: Bool
    }

    /// Which day, since 1970 in UTC.
    let day: Int64
    /// Ascending by number.
    private(set) var points: [Point] = []

    /// A day without readings.
    init(_ day: Int64) { self.day = day }

    /// The day of an instant.
    static func number(of instant: Timestamp) -> Int64 { instant.milliseconds.floorDivided(by: length) }

    /// Takes up a reading, where the last one that is kept is so many milliseconds older.
    mutating func add(_ point: Point, spacing: Int64) {
        if let last = points.last, !point.beginsRun, point.at.milliseconds - last.at.milliseconds < spacing { return }
        points.append(point)
    }

    /// The same with fewer readings.
    func thinned(to spacing: Int64) -> PastDay {
        var thin = PastDay(day)
        for point in points { thin.add(point, spacing: spacing) }
        return thin
    }

    /// The day as it is noted.
    var bytes: [UInt8] {
        let decimals = points.map(\.index.decimals).max() ?? 0
        var bytes = [Self.version, UInt8(decimals)]
        bytes.append(packed: day)
        var (seq, at, units) = (Int64(0), day * Self.length, Int64(0))
        for point in points {
            let found = point.index.scaled(to: decimals)
            bytes.append(packed: (point.seq &- seq) &* 2 + (point.beginsRun ? 1 : 0))
            bytes.append(packed: point.at.milliseconds - at)
            bytes.append(packed: found &- units)
            (seq, at, units) = (point.seq, point.at.milliseconds, found)
        }
        return bytes
    }

    /// The day that was noted; nil where the bytes are none.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 2, bytes[0] == Self.version, bytes[1] <= 9 else { return nil }
        var rest = bytes[2...]
        guard let day = rest.popPacked() else { return nil }
        self.day = day
        let bound = Int64.max / Self.length
        guard (-bound...bound).contains(day) else { return nil }
        var (seq, at, units) = (Int64(0), day * Self.length, Int64(0))
        while !rest.isEmpty {
            guard let number = rest.popPacked(), let later = rest.popPacked(), let more = rest.popPacked() else {
                return nil
            }
            guard number >> 1 > 0 else { return nil }
            (seq, at, units) = (seq &+ number >> 1, at &+ later, units &+ more)
            guard seq > 0, Self.number(of: Timestamp(milliseconds: at)) == day else { return nil }
            points.append(
                Point(
                    seq: seq, at: Timestamp(milliseconds: at), index: Index(units: units, decimals: Int(bytes[1])),
                    beginsRun: number & 1 == 1))
        }
    }

    private static let version: UInt8 = 1
    private static let length: Int64 = 86_400_000
}

extension [UInt8] {
    /// A number in as few bytes as it needs, small ones of either sign in one.
    fileprivate mutating func append(packed value: Int64) {
        var bits = UInt64(bitPattern: value << 1 ^ value >> 63)
        while bits >= 0x80 {
            append(UInt8(truncatingIfNeeded: bits) | 0x80)
            bits >>= 7
        }
        append(UInt8(bits))
    }
}

extension ArraySlice<UInt8> {
    /// The next number; nil where there is none.
    fileprivate mutating func popPacked() -> Int64? {
        var (bits, shift) = (UInt64(0), UInt64(0))
        while let byte = popFirst(), shift < 64 {
            bits |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1) }
            shift += 7
        }
        return nil
    }
}
