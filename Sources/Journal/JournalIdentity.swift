// Who speaks: together with a sequence number it names one entry for ever, across restarts, reinstallations and devices.

/// The device and the journal an entry comes from. (device, journal, seq) is unique, so a head-end can drop duplicates.
public struct JournalIdentity: Sendable, Hashable {
    /// The device's configured name.
    public let device: String
    /// 128 random bits in hexadecimal, drawn when the journal file was made.
    public let journal: String

    /// An identity as stored; a new one comes from opening a journal.
    public init(device: String, journal: String) {
        self.device = device
        self.journal = journal
    }

    /// 32 hexadecimal digits from the system's random source.
    static func newJournal() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
