// Writing JPEG.
// Pictures survive it, and fewer bytes are spent at lower quality.

import Capture
import Recognition
import Testing

@Suite("The JPEG encoder")
struct JPEGEncoderTests {
    @Test("keeps the luma of gray and colour pictures")
    func roundTrip() throws {
        let picture = TestPictures.pattern(width: 75, height: 50)
        let luma = picture.gray
        for jpeg in [JPEGEncoder.colour(picture, quality: 98), JPEGEncoder.gray(luma, quality: 98)] {
            let back = try JPEGDecoder.gray(jpeg).image
            #expect(back.width == 75 && back.height == 50)
            let error = zip(back.pixels, luma.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
            #expect(Double(error) / 3750 < 1.5)
        }
    }

    @Test("spends fewer bytes at lower quality, and takes any number for a quality")
    func quality() {
        let picture = TestPictures.pattern(width: 160, height: 120)
        let sizes = [-5, 20, 60, 95, 400].map { JPEGEncoder.colour(picture, quality: $0).count }
        #expect(sizes == sizes.sorted() && Set(sizes).count == 5)
    }

    @Test("writes what the frame rules accept")
    func rules() throws {
        try FrameRules.check(JPEGEncoder.gray(GrayImage(width: 1, height: 1), quality: 1))
    }
}
