// One thing that is done to a journal in a workload.

import Journal

/// Something to do.
enum Action {
    case append([NewEntry])
    case settle(String, through: Int64)
    case register([String])
    case note(String, [UInt8])
    /// Closes the journal and opens it again.
    case reopen

    static let kinds = ["reading", "refusal"]
    static let meters = ["gas", "water", ""]
    static let sinks = ["mqtt", "file", "https"]
    static let notes = ["anchor gas", "anchor water", "clock"]

    /// Anything that makes sense where the journal is as expected.
    static func random(_ expected: Expected, using random: inout CutRandom) -> Action {
        switch Int.random(in: 0..<40, using: &random) {
        case 0..<22:
            let count = random.happens(onceIn: 4) ? Int.random(in: 2...5, using: &random) : 1
            return .append((0..<count).map { _ in entry(using: &random) })
        case 22..<34:
            guard let sink = expected.registered.randomElement(using: &random) else { fallthrough }
            // In pieces, and now and then a piece that was settled before.
            let settled = expected.settled[sink] ?? 0
            let through = settled + Int64.random(in: -2...7, using: &random)
            return .settle(sink, through: min(max(through, 0), expected.last))
        case 34..<38:
            let size = random.happens(onceIn: 8) ? 3_000 : Int.random(in: 1...200, using: &random)
            return .note(notes.randomElement(using: &random)!, bytes(size, using: &random))
        case 38:
            return .register(sinks.filter { _ in !random.happens(onceIn: 3) })
        default:
            return .reopen
        }
    }

    /// A new entry, of hundred to two thousand bytes.
    static func entry(using random: inout CutRandom) -> NewEntry {
        let time = EntryTime(
            bootID: "boot", monotonicMilliseconds: Int64.random(in: 0...1_000_000, using: &random),
            wallMilliseconds: Int64.random(in: 0...2_000_000_000_000, using: &random),
            clock: ClockState.allCases.randomElement(using: &random)!)
        return NewEntry(
            kind: kinds.randomElement(using: &random)!, meter: meters.randomElement(using: &random)!, time: time,
            payload: bytes(Int.random(in: 100...2_000, using: &random), using: &random))
    }

    private static func bytes(_ count: Int, using random: inout CutRandom) -> [UInt8] {
        let seed = random.next()
        return (0..<count).map {
            UInt8(truncatingIfNeeded: seed >> (8 * ($0 % 8))) &+ UInt8(truncatingIfNeeded: $0 / 8)
        }
    }
}
