// How a camera may deliver a picture, and what of it becomes gray. Colour is not needed to read a meter, so of YUYV only the luma
// is kept, and of more than eight bits the upper eight.

import CVideo

/// A pixel format that is understood.
public enum PixelFormat: String, Sendable, Equatable, CaseIterable {
    /// Motion JPEG: one JPEG per frame.
    case mjpeg
    /// The same by another name.
    case jpeg
    /// Luma of eight bits.
    case grey
    /// Luma and chroma in turn, eight bits each.
    case yuyv
    /// Luma of ten bits, four pixels in five bytes: four upper halves, then the low bits of all.
    case y10p
    /// Luma of ten bits in two bytes, little endian.
    case y10
    /// Luma of twelve bits in two bytes, little endian.
    case y12
    /// Luma of sixteen bits, little endian.
    case y16

    /// The kernel's name of it.
    var code: UInt32 {
        switch self {
        case .mjpeg: PixelFormat.code("MJPG")
        case .jpeg: PixelFormat.code("JPEG")
        case .grey: PixelFormat.code("GREY")
        case .yuyv: PixelFormat.code("YUYV")
        case .y10p: PixelFormat.code("Y10P")
        case .y10: PixelFormat.code("Y10 ")
        case .y12: PixelFormat.code("Y12 ")
        case .y16: PixelFormat.code("Y16 ")
        }
    }

    init?(code: UInt32) {
        guard let format = PixelFormat.allCases.first(where: { $0.code == code }) else { return nil }
        self = format
    }

    /// True when every frame is a file of its own that says how large the picture is.
    var isCompressed: Bool { self == .mjpeg || self == .jpeg }

    /// The bytes that a row of `width` pixels needs at least.
    func bytesPerRow(width: Int) -> Int {
        switch self {
        case .mjpeg, .jpeg: 0
        case .grey: width
        case .yuyv: (width + 1) / 2 * 4
        case .y10p: (width + 3) / 4 * 5
        case .y10, .y12, .y16: width * 2
        }
    }

    /// The four letters of a code, for messages; what is no letter becomes a question mark.
    static func text(_ code: UInt32) -> String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * UInt32($0))) }
        let letters = bytes.map { (0x20...0x7E).contains($0) ? Character(Unicode.Scalar($0)) : "?" }
        return String(letters.reversed().drop { $0 == " " }.reversed())
    }

    private static func code(_ letters: StaticString) -> UInt32 {
        letters.withUTF8Buffer { bytes in
            bytes.enumerated().reduce(0) { $0 | UInt32($1.element) << (8 * UInt32($1.offset)) }
        }
    }
}
