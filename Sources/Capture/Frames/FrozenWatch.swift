// Notices a camera that has stopped and gives its last picture again and again. No sensor gives the same bytes twice: noise alone
// changes them. Whoever reads one file twice on purpose does not ask.

/// Remembers the last frame by a number of 64 bits.
public struct FrozenWatch: Sendable {
    private var last: UInt64?
    /// How many times in a row the last frame has come again.
    public private(set) var repeats = 0

    /// A watch that has seen nothing.
    public init() {}

    /// Takes note of a frame; true if it is the one before, byte for byte.
    public mutating func isRepeat(_ picture: Picture) -> Bool {
        let mark = FrozenWatch.mark(of: picture.bytes)
        repeats = mark == last ? repeats + 1 : 0
        last = mark
        return repeats > 0
    }

    /// A number that another frame has with a probability of 2⁻⁶⁴, about: all bytes mixed, eight at a time.
    static func mark(of bytes: [UInt8]) -> UInt64 {
        var mark = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
        bytes.withUnsafeBytes { bytes in
            var at = 0
            while at + 8 <= bytes.count {
                mark = step(mark, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
                at += 8
            }
            while at < bytes.count {
                mark = step(mark, UInt64(bytes[at]))
                at += 1
            }
        }
        return mark
    }

    private static func step(_ mark: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (mark ^ word) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ (mixed >> 32)
    }
}
