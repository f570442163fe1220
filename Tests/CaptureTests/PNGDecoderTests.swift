// PNG pictures of all kinds, written here by hand, and damaged ones.

import CZlib
import Recognition
import TestSupport
import Testing

@testable import Capture

@Suite struct PNGDecoderTests {
    @Test(arguments: 0...4)
    func everyFilterIsTakenOff(filter: UInt8) throws {
        let (width, height) = (5, 4)
        let luma = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 * $0 * 13) }
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(filter)
            for x in 0..<width {
                func at(_ x: Int, _ y: Int) -> Int { x < 0 || y < 0 ? 0 : Int(luma[y * width + x]) }
                let (left, up, corner) = (at(x - 1, y), at(x, y - 1), at(x - 1, y - 1))
                let guess = [left + up - corner].map { p -> Int in
                    let apart = [(abs(p - left), left), (abs(p - up), up), (abs(p - corner), corner)]
                    return apart.min { $0.0 < $1.0 }!.1
                }[0]
                let taken = [0, left, up, (left + up) / 2, guess][Int(filter)]
                rows.append(UInt8(truncatingIfNeeded: at(x, y) - taken))
            }
        }
        let image = try PNGDecoder.gray(png(width, height, depth: 8, colour: 0, rows))
        #expect(image == GrayImage(width: width, height: height, pixels: luma))
    }

    @Test func everyDepthAndColourIsRead() throws {
        #expect(try luma(1, 0, [0b1010_0000], width: 3) == [255, 0, 255])
        #expect(try luma(2, 0, [0b0001_1011], width: 4) == [0, 85, 170, 255])
        #expect(try luma(4, 0, [0x0F, 0x80], width: 3) == [0, 255, 136])
        #expect(try luma(16, 0, [0x12, 0xFF, 0xFE, 0x00], width: 2) == [0x12, 0xFE])
        #expect(try luma(8, 2, [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9], width: 4) == [76, 150, 29, 9])
        #expect(try luma(16, 2, [255, 1, 0, 1, 0, 1], width: 1) == [76])
        #expect(try luma(8, 4, [7, 0, 200, 255], width: 2) == [7, 200])
        #expect(try luma(8, 6, [255, 0, 0, 3], width: 1) == [76])
        #expect(try luma(2, 3, [0b0110_0000], width: 2, palette: [0, 0, 0, 255, 0, 0, 9, 9, 9]) == [76, 9])
    }

    @Test func whatTheEncoderWritesIsRead() throws {
        let luma: [UInt8] = (0..<21).map { UInt8($0 * 11) }
        let pixels = luma.flatMap { [UInt8](repeating: $0, count: 3) }
        let png = PNGEncoder.encode(ColourImage(width: 7, height: 3, pixels: pixels))
        #expect(try PNGDecoder.gray(png).pixels == luma)
    }

    @Test func damageIsToldAndNeverACrash() throws {
        let whole = png(3, 2, depth: 8, colour: 0, [0, 1, 2, 3, 0, 4, 5, 6])
        #expect(try PNGDecoder.gray(whole).pixels == [1, 2, 3, 4, 5, 6])
        for count in 0..<whole.count {
            #expect(throws: CaptureError.self) { try PNGDecoder.gray(Array(whole[..<count])) }
        }
        for at in whole.indices {
            var damaged = whole
            damaged[at] ^= 0x40
            #expect(throws: CaptureError.self, "byte \(at)") { try PNGDecoder.gray(damaged) }
        }
        #expect(throws: CaptureError.png("its rows are interlaced: save it without that")) {
            try PNGDecoder.gray(png(1, 1, depth: 8, colour: 0, [0, 1], interlaced: 1))
        }
        #expect(throws: CaptureError.png("70000 x 1 pixels are more than \(Limits.jpegPixelsMax)")) {
            try PNGDecoder.gray(png(70_000, 1, depth: 8, colour: 0, [0, 1]))
        }
        #expect(throws: CaptureError.png("it is damaged: a colour is missing")) {
            try luma(8, 3, [1], width: 1, palette: [0, 0, 0])
        }
        #expect(throws: CaptureError.png("it is damaged: a row has filter 5")) {
            try PNGDecoder.gray(png(1, 1, depth: 8, colour: 0, [5, 1]))
        }
        #expect(throws: CaptureError.png("its header is none")) {
            try PNGDecoder.gray(png(1, 1, depth: 4, colour: 2, [0, 1]))
        }
        #expect(throws: CaptureError.png("it is damaged: its rows cannot be unpacked")) {
            try PNGDecoder.gray(png(4, 4, depth: 8, colour: 0, [0, 1]))
        }
    }

    @Test func aFileOfItBecomesAJPEG() throws {
        let folder = TemporaryFolder()
        let pixels = (0..<32 * 32).map { UInt8($0 / 32 * 7) }
        let rows = (0..<32).flatMap { [0] + pixels[$0 * 32..<$0 * 32 + 32] }
        let path = folder.write("a.png", png(32, 32, depth: 8, colour: 0, rows))
        let image = try JPEGDecoder.gray(try FrameFiles.readPicture(path)).image
        #expect(zip(image.pixels, pixels).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
    }

    private func luma(
        _ depth: UInt8, _ colour: UInt8, _ row: [UInt8], width: Int, palette: [UInt8] = []
    ) throws -> [UInt8] {
        try PNGDecoder.gray(png(width, 1, depth: depth, colour: colour, [0] + row, palette: palette)).pixels
    }

    private func png(
        _ width: Int, _ height: Int, depth: UInt8, colour: UInt8, _ rows: [UInt8], palette: [UInt8] = [],
        interlaced: UInt8 = 0
    ) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: Int(compressBound(uLong(rows.count))))
        var count = uLong(packed.count)
        compress2(&packed, &count, rows, uLong(rows.count), 6)
        let size = bigEndian(width) + bigEndian(height)
        var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        png += chunk("IHDR", size + [depth, colour, 0, 0, interlaced])
        if !palette.isEmpty { png += chunk("PLTE", palette) }
        return png + chunk("IDAT", Array(packed[..<Int(count)])) + chunk("IEND", [])
    }

    private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return bigEndian(content.count) + body + bigEndian(Int(crc32(0, body, uInt(body.count))))
    }

    private func bigEndian(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(value).bigEndian) { Array($0) } }
}
