// Luma out of every uncompressed format, and nothing out of buffers that are too short.

import Recognition
import Testing

@testable import Capture

@Suite struct RawPictureTests {
    private let pixels: [UInt8] = [0, 1, 127, 200, 254, 255, 16, 33, 90, 64]

    private func gray(_ bytes: [UInt8], _ format: PixelFormat, stride: Int = 0) throws(CameraFault) -> [UInt8] {
        var result: Result<GrayImage, CameraFault> = .failure(.gone)
        bytes.withUnsafeBytes { raw in
            do throws(CameraFault) {
                result = .success(try RawPicture.gray(raw, format: format, width: 5, height: 2, stride: stride))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get().pixels
    }

    /// The two rows of `pixels` in a format, each followed by so many bytes of something else.
    private func bytes(_ format: PixelFormat, padding: Int) -> [UInt8] {
        [pixels[..<5], pixels[5...]].flatMap { row -> [UInt8] in
            let luma = Array(row)
            var bytes: [UInt8]
            switch format {
            case .grey: bytes = luma
            case .yuyv: bytes = luma.flatMap { [$0, 128] as [UInt8] } + [7, 128]
            case .y10p: bytes = luma[..<4] + [0xA5] + [luma[4], 9, 9, 9, 0x5A]
            case .y10: bytes = luma.flatMap { [$0 << 2 | 3, $0 >> 6] as [UInt8] }
            case .y12: bytes = luma.flatMap { [$0 << 4 | 9, $0 >> 4] as [UInt8] }
            case .y16: bytes = luma.flatMap { [77, $0] as [UInt8] }
            case .mjpeg, .jpeg: bytes = []
            }
            bytes += [UInt8](repeating: 238, count: padding)
            return bytes
        }
    }

    @Test(arguments: [PixelFormat.grey, .yuyv, .y10p, .y10, .y12, .y16], [0, 6])
    func everyFormatGivesTheSameLuma(format: PixelFormat, padding: Int) throws {
        let bytes = bytes(format, padding: padding)
        #expect(try gray(bytes, format, stride: bytes.count / 2) == pixels)
        // The padding of the last row may be missing, one byte of the picture may not.
        #expect(try gray(bytes.dropLast(padding), format, stride: bytes.count / 2) == pixels)
        #expect(throws: CameraFault.frameShort(bytes: bytes.count - padding - 1, needed: bytes.count - padding)) {
            try gray(bytes.dropLast(padding + 1), format, stride: bytes.count / 2)
        }
        #expect(throws: CameraFault.self) { try gray([], format) }
    }

    @Test func aStrideThatCannotBeIsThatOfTheFormat() throws {
        #expect(try gray(pixels, .grey, stride: 2) == pixels)
    }

    @Test func brighterThanTheFormatAllowsIsWhite() throws {
        #expect(try gray([UInt8](repeating: 0xFF, count: 20), .y10) == [UInt8](repeating: 255, count: 10))
    }

    @Test func aFormatsCodeIsItsOwn() {
        for format in PixelFormat.allCases { #expect(PixelFormat(code: format.code) == format) }
        #expect(PixelFormat.text(PixelFormat.y10.code) == "Y10")
        #expect(PixelFormat(code: 0x3432_3148) == nil)
        #expect(PixelFormat.text(0x0034_3248) == "H24?")
    }
}
