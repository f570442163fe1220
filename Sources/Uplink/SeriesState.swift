// A register's newest accepted index as the broker was told it, and what became of the readings since.
// What is told never falls: who counts differences takes a lower index for a new meter and adds all of it. A corrected, lower index
// is held back until the register has passed what was told; only an exchanged meter begins anew.

import FoundationEssentials
import Journal
import Metering
import Recognition

/// The state of one register.
struct SeriesState: Codable, Sendable, Equatable {
    /// What a new entry means for it.
    enum Change: Sendable, Equatable {
        /// Nothing.
        case none
        /// There is a new index.
        case advanced
        /// The index stays; why it does is new, or no longer holds.
        case remark
    }

    /// What was told last; nil: nothing yet.
    private(set) var index: String?
    /// The one before it; nil if it was of another meter.
    private(set) var previous: String?
    /// How often the meter had been exchanged.
    private(set) var exchanges = 0
    /// When the meter showed it, in milliseconds since 1970.
    private(set) var at: Int64 = 0
    /// The difference to the one before.
    private(set) var change: String?
    /// The same per minute, where the time says something.
    private(set) var rate: String?
    /// What each dial showed by itself.
    private(set) var raw = ""
    private(set) var confidence: Float = 0
    private(set) var quality = 0
    /// Why newer readings were not told; empty if there are none.
    private(set) var reasons: [String] = []
    /// When the reading was taken that the reasons are about.
    private(set) var remarkedAt: Int64 = 0
    /// What its readings mean; nil: nothing was told of that yet.
    private(set) var meaning: SeriesMeaning?

    private struct Payload: Decodable {
        struct Dial: Decodable {
            var position: Float?
        }

        var index: String?
        var confidence: Float?
        var quality: Int?
        var reasons: [String]?
        var exchanges: Int?
        var positions: [Dial]?
    }

    /// Takes note of an entry that tells what readings of this register mean; whether it changed anything.
    mutating func noteMeaning(_ entry: Entry) -> Bool {
        var meaning = meaning ?? SeriesMeaning()
        guard meaning.note(entry) else { return false }
        self.meaning = meaning
        return true
    }

    /// Takes note of an entry of this register, of any kind.
    mutating func note(_ entry: Entry) -> Change {
        guard entry.kind == "reading" || entry.kind == "withheld",
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(entry.json))
        else { return .none }
        let reasons = payload.reasons ?? []
        let time = entry.wallMilliseconds
        guard payload.exchanges ?? 0 >= exchanges else { return .none }
        if entry.kind == "withheld" { return remark(reasons.isEmpty ? ["withheld"] : reasons, time) }
        guard let new = payload.index.flatMap({ Index($0) }) else { return .none }
        // Nothing confirms it yet, and what was told cannot be taken back.
        if reasons.contains(Reason.noAnchor.rawValue) { return remark(reasons, time) }
        let isSameMeter = payload.exchanges ?? 0 == exchanges
        let last = isSameMeter ? index.flatMap { Index($0) } : nil
        if let last, new < last {
            // An old one that comes late says nothing of now.
            return time <= at ? .none : remark(reasons + [Self.belowTold], time)
        }
        if let last, !(last < new), time <= at { return .none }
        advance(to: new, from: last, time)
        exchanges = payload.exchanges ?? 0
        confidence = payload.confidence ?? 0
        quality = payload.quality ?? 0
        raw = Self.raw(payload.positions?.map(\.position) ?? [], decimals: new.decimals)
        return .advanced
    }

    /// Why a reading is held back although it was accepted.
    static let belowTold = "lower-than-sent"

    private mutating func remark(_ reasons: [String], _ time: Int64) -> Change {
        guard reasons != self.reasons else { return .none }
        self.reasons = reasons
        remarkedAt = time
        return .remark
    }

    private mutating func advance(to new: Index, from last: Index?, _ time: Int64) {
        let places = max(new.decimals, last?.decimals ?? 0)
        let step = last.map { new.scaled(to: places) - $0.scaled(to: places) }
        previous = last?.text
        change = step.map { Index(units: $0, decimals: places).text }
        rate = nil
        if let step, time > at {
            let unit = Double(Index(units: 1, decimals: 0).scaled(to: places))
            let perMinute = Double(step) / unit / (Double(time - at) / 60_000)
            if perMinute < 1e9 { rate = Index(units: Int64((perMinute * 1e6).rounded()), decimals: 6).text }
        }
        index = new.text
        at = time
        reasons = []
        remarkedAt = time
    }

    /// Each dial's position cut to its digit, `N` where none was read, with the index's decimals.
    private static func raw(_ positions: [Float?], decimals: Int) -> String {
        var text = positions.map { position in
            guard let position, (0..<10).contains(position) else { return "N" }
            return String(Int(position))
        }
        if decimals > 0, decimals < text.count { text.insert(".", at: text.count - decimals) }
        return text.joined()
    }
}
