// What may pass as a frame.
// Cut and foreign buffers are told apart from whole ones with something behind them.

import Capture
import Testing

@Suite("The frame rules")
struct FrameRulesTests {
    static let jpeg = JPEGEncoder.colour(TestPictures.pattern(width: 48, height: 32), quality: 80)

    @Test("accept a JPEG, also with padding or a trailer behind it")
    func accept() throws {
        try FrameRules.check(Self.jpeg)
        try FrameRules.check(Self.jpeg + [UInt8](repeating: 0, count: 5000))
        try FrameRules.check(Self.jpeg + Array("SEFT trailer of a phone".utf8))
    }

    @Test("refuse a frame without its end, even if a thumbnail inside has one")
    func truncated() {
        #expect(throws: CaptureError.truncated) { try FrameRules.check(Array(Self.jpeg.dropLast(2))) }
        let thumbnail: [UInt8] = [0xFF, 0xE1, 0, 8, 0xFF, 0xD8, 1, 2, 0xFF, 0xD9]
        let cut = [0xFF, 0xD8] + thumbnail + Array(Self.jpeg[2...].dropLast(40))
        #expect(throws: CaptureError.truncated) { try FrameRules.check(cut) }
        #expect(throws: CaptureError.truncated) { try FrameRules.check([0xFF, 0xD8, 0xFF, 0xD9]) }
    }

    @Test("refuse what is not a JPEG or far too long")
    func foreign() {
        #expect(throws: CaptureError.notJPEG) { try FrameRules.check([]) }
        #expect(throws: CaptureError.notJPEG) { try FrameRules.check([UInt8](repeating: 0xFF, count: 500)) }
        let long = Self.jpeg + [UInt8](repeating: 0, count: Limits.jpegBytesMax)
        #expect(throws: CaptureError.tooLarge("\(long.count) bytes")) { try FrameRules.check(long) }
    }
}
