// Regions, scales and every kind of broken input.
// A frame is decoded whole and right or refused with the right reason; nothing crashes.

import Capture
import Recognition
import Testing

@Suite("The JPEG decoder")
struct JPEGDecoderTests {
    static let picture = TestPictures.pattern(width: 203, height: 117)
    static let jpeg = JPEGEncoder.colour(picture, quality: 90)
    static let small = JPEGEncoder.colour(TestPictures.pattern(width: 40, height: 24), quality: 70)

    @Test("tells size and kind without decoding")
    func header() throws {
        #expect(try JPEGDecoder.header(of: Self.jpeg) == JPEGHeader(width: 203, height: 117, components: 3))
        let gray = JPEGEncoder.gray(GrayImage(width: 9, height: 5, filledWith: 3), quality: 80)
        #expect(try JPEGDecoder.header(of: gray) == JPEGHeader(width: 9, height: 5, components: 1))
    }

    @Test("gives a region pixel for pixel as the whole frame has it, at every scale", arguments: [1, 2, 4, 8])
    func regions(scale: Int) throws {
        let whole = try JPEGDecoder.gray(Self.jpeg, scale: scale)
        #expect(whole.image.width == (203 + scale - 1) / scale && whole.image.height == (117 + scale - 1) / scale)
        var random = SplitMix64(seed: 40 + UInt64(scale))
        for _ in 0..<60 {
            let x = random.choice(203), y = random.choice(117)
            let region = PixelRegion(x: x, y: y, width: 1 + random.choice(203 - x), height: 1 + random.choice(117 - y))
            let part = try JPEGDecoder.gray(Self.jpeg, region: region, scale: scale)
            let (w, h) = (part.image.width, part.image.height)
            #expect(part.originX <= x && part.originY <= y, "\(region)")
            #expect(part.originX + w * scale >= x + region.width, "\(region)")
            #expect(part.originY + h * scale >= y + region.height, "\(region)")
            #expect(h <= region.height / scale + 2 && part.originX > x - 16 * scale, "no more than needed: \(region)")
            let (left, top) = (part.originX / scale, part.originY / scale)
            try #require(left + w <= whole.image.width && top + h <= whole.image.height)
            let expected = TestPictures.crop(whole.image, x: left, y: top, width: w, height: h)
            #expect(part.image == expected, "\(region)")
            #expect(part.frameWidth == 203 && part.frameHeight == 117 && part.scale == scale)
        }
    }

    @Test("at a smaller scale shows the mean of the pixels it replaces")
    func scaled() throws {
        let whole = try JPEGDecoder.gray(Self.jpeg).image
        let quarter = try JPEGDecoder.gray(Self.jpeg, scale: 4).image
        var worst = 0
        for y in 1..<28 {
            for x in 1..<49 {
                var sum = 0
                for j in 0..<4 { for i in 0..<4 { sum += Int(whole[4 * x + i, 4 * y + j]) } }
                worst = max(worst, abs(sum / 16 - Int(quarter[x, y])))
            }
        }
        #expect(worst < 24)
    }

    @Test("refuses regions outside of the frame and scales that do not exist")
    func badRequests() {
        for region in [
            PixelRegion(x: 0, y: 0, width: 204, height: 1), PixelRegion(x: -1, y: 0, width: 5, height: 5),
            PixelRegion(x: 203, y: 0, width: 1, height: 1), PixelRegion(x: 0, y: 117, width: 1, height: 1),
            PixelRegion(x: 3, y: 3, width: 0, height: 3), PixelRegion(x: 3, y: 3, width: .max, height: .max),
        ] {
            #expect(
                isBadRequest { () throws(CaptureError) in try JPEGDecoder.gray(Self.jpeg, region: region) }, "\(region)"
            )
        }
        for scale in [0, 3, 16, -1] {
            #expect(isBadRequest { () throws(CaptureError) in try JPEGDecoder.gray(Self.jpeg, scale: scale) })
        }
    }

    @Test("fails on every beginning of a frame that is cut off, whole or by region")
    func truncations() throws {
        _ = try JPEGDecoder.gray(Self.small)
        let top = PixelRegion(x: 0, y: 0, width: 40, height: 8)
        _ = try JPEGDecoder.gray(Self.small, region: top)
        // The last byte belongs to the end marker; without it nothing says that the frame is whole.
        for count in 0..<Self.small.count {
            let cut = Array(Self.small[..<count])
            #expect(throws: CaptureError.self, "\(count) bytes") { try JPEGDecoder.gray(cut) }
            #expect(throws: CaptureError.self, "\(count) bytes") { try JPEGDecoder.gray(cut, region: top) }
            #expect(throws: CaptureError.self, "\(count) bytes") { try JPEGDecoder.fullColour(cut) }
        }
        #expect(throws: CaptureError.truncated) { try JPEGDecoder.gray(Array(Self.jpeg.dropLast(600))) }
        #expect(throws: CaptureError.truncated) { try JPEGDecoder.gray(Array(Self.jpeg.dropLast(600)) + [0xFF, 0xD9]) }
    }

    @Test("never crashes on damaged frames and never returns a picture of another size")
    func mutations() {
        let seed = UInt64.random(in: 0 ... .max)
        print("JPEG mutations: seed \(seed)")
        var random = SplitMix64(seed: seed)
        var refused = 0
        for _ in 0..<2000 {
            var bytes = Self.small
            for _ in 0...random.choice(4) {
                let at = random.choice(bytes.count)
                switch random.choice(4) {
                case 0: bytes[at] = UInt8(random.choice(256))
                case 1: bytes[at] ^= 1 << UInt8(random.choice(8))
                case 2: bytes.remove(at: at)
                default: bytes.insert(UInt8(random.choice(256)), at: at)
                }
            }
            let scale = 1 << random.choice(4)
            do {
                let header = try JPEGDecoder.header(of: bytes)
                let decoded = try JPEGDecoder.gray(bytes, scale: scale)
                #expect(decoded.image.width == (header.width + scale - 1) / scale, "seed \(seed)")
                #expect(decoded.image.height == (header.height + scale - 1) / scale, "seed \(seed)")
                _ = try JPEGDecoder.gray(bytes, region: PixelRegion(x: 9, y: 5, width: 20, height: 9), scale: scale)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 500, "seed \(seed)")
    }

    @Test("says what is wrong with things that are not frames")
    func notJPEG() {
        #expect(throws: CaptureError.notJPEG) { try JPEGDecoder.header(of: []) }
        #expect(throws: CaptureError.notJPEG) { try JPEGDecoder.gray([UInt8](repeating: 0, count: 4000)) }
        #expect(throws: CaptureError.notJPEG) { try JPEGDecoder.gray(Array("\u{89}PNG and so on".utf8)) }
        #expect(throws: CaptureError.truncated) { try JPEGDecoder.gray([0xFF, 0xD8]) }
    }

    @Test("refuses frames that are too large before spending memory on them")
    func tooLarge() {
        // A header that promises 60 000 x 60 000 pixels.
        let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 0xEA, 0x60, 0xEA, 0x60, 1, 1, 0x11, 0]
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0]
        #expect(isTooLarge { () throws(CaptureError) in try JPEGDecoder.gray([0xFF, 0xD8] + frame + scan) })
        let bytes = Self.small + [UInt8](repeating: 0, count: Limits.jpegBytesMax)
        #expect(isTooLarge { () throws(CaptureError) in try JPEGDecoder.gray(bytes) })
    }

    @Test("reads progressive frames, but not a bomb of scans")
    func progressive() throws {
        // One flat block; as a progressive picture its only coefficient may come again and again.
        let flat = JPEGEncoder.gray(GrayImage(width: 8, height: 8, filledWith: 128), quality: 80)
        let frame = try #require(TestPictures.offset(of: [0xFF, 0xC0], in: flat))
        let scan = try #require(TestPictures.offset(of: [0xFF, 0xDA], in: flat))
        var head = Array(flat[..<scan])
        head[frame + 1] = 0xC2
        let coefficient: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0x3F]
        func picture(scans: Int) -> [UInt8] {
            head + (0..<scans).flatMap { _ in coefficient } + [0xFF, 0xD9]
        }
        #expect(try JPEGDecoder.gray(picture(scans: 1)).image == GrayImage(width: 8, height: 8, filledWith: 128))
        #expect(try JPEGDecoder.gray(picture(scans: Limits.jpegScansMax)).image.width == 8)
        #expect(isTooLarge { () throws(CaptureError) in try JPEGDecoder.gray(picture(scans: Limits.jpegScansMax + 1)) })
    }

    @Test("turns RGB frames into gray too")
    func rgb() throws {
        // The same samples under an Adobe marker that says "no transform": Y, Cb, Cr are then red, green, blue.
        let picture = ColourImage(width: 32, height: 16, pixels: (0..<512).flatMap { _ in [UInt8(200), 90, 30] })
        let jpeg = JPEGEncoder.colour(picture, quality: 95)
        let length = 2 + Int(jpeg[4]) << 8 + Int(jpeg[5])
        let adobe: [UInt8] = [0xFF, 0xEE, 0, 14] + Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 0]
        let luma = 0.299 * 200 + 0.587 * 90 + 0.114 * 30
        let (blue, red) = (128 + (30 - luma) / 1.772, 128 + (200 - luma) / 1.402)
        let gray = try JPEGDecoder.gray([0xFF, 0xD8] + adobe + Array(jpeg[(2 + length)...])).image
        let expected = 0.299 * luma + 0.587 * blue + 0.114 * red
        #expect(gray.pixels.allSatisfy { abs(Double($0) - expected) < 3 })
    }

    @Test("says that it does not read CMYK or 12-bit frames")
    func unsupported() {
        let components: [UInt8] = (1...4).flatMap { [UInt8($0), 0x11, 0] }
        let tables: [UInt8] = (1...4).flatMap { [UInt8($0), 0] }
        let cmyk: [UInt8] =
            [0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4] + components + [0xFF, 0xDA, 0, 14, 4] + tables + [
                0, 0x3F, 0,
            ]
        #expect(isUnsupported { () throws(CaptureError) in try JPEGDecoder.gray(cmyk) })
        let deep: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC1, 0, 11, 12, 0, 8, 0, 8, 1, 1, 0x11, 0]
        #expect(
            isUnsupported { () throws(CaptureError) in
                try JPEGDecoder.gray(deep + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0])
            })
    }

    @Test("decodes in full colour for comparison")
    func fullColour() throws {
        let flat = ColourImage(width: 16, height: 8, pixels: [UInt8](repeating: 100, count: 384))
        #expect(try JPEGDecoder.fullColour(JPEGEncoder.colour(flat, quality: 95)) == flat)
    }

    private func isBadRequest(_ body: () throws(CaptureError) -> DecodedRegion) -> Bool {
        do { _ = try body() } catch { if case .badRequest = error { return true } }
        return false
    }

    private func isTooLarge(_ body: () throws(CaptureError) -> DecodedRegion) -> Bool {
        do { _ = try body() } catch { if case .tooLarge = error { return true } }
        return false
    }

    private func isUnsupported(_ body: () throws(CaptureError) -> DecodedRegion) -> Bool {
        do { _ = try body() } catch { if case .unsupported = error { return true } }
        return false
    }
}
