// When a boot of the board began by the wall clock. A board without a battery clock learns it only once a time source has set its
// clock; what was noted before that is then put right by it, and keeps the time it was noted with.

/// The beginning of one boot.
public struct BootTime: Sendable, Hashable {
    /// The kernel's id of the boot.
    public var bootID: String
    /// Milliseconds since 1970 at which the monotonic time of the boot was zero.
    public var wallAtStart: Int64
    /// Milliseconds of the boot after which it became known: what is noted from then on has the clock that was set.
    public var knownSince: Int64

    /// A boot's beginning from its parts.
    public init(bootID: String, wallAtStart: Int64, knownSince: Int64) {
        self.bootID = bootID
        self.wallAtStart = wallAtStart
        self.knownSince = knownSince
    }

    /// The wall time of an entry that was noted in this boot; nil if it needs none or another boot's clock noted it.
    func restamp(_ time: EntryTime) -> Int64? {
        switch time.clock {
        case .synchronised, .given: nil
        case .floor, .unsynchronised:
            time.bootID == bootID && time.monotonicMilliseconds <= knownSince
                ? wallAtStart + time.monotonicMilliseconds : nil
        }
    }
}

extension BootTime {
    /// As it is kept: id, wall time and knowledge, apart by spaces, which no id has.
    var text: String { "\(bootID) \(wallAtStart) \(knownSince)" }

    /// Reads what `text` says.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let wall = Int64(parts[1]), let known = Int64(parts[2]) else { return nil }
        self.init(bootID: String(parts[0]), wallAtStart: wall, knownSince: known)
    }
}
