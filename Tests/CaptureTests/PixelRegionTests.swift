// Rectangles around quads.
// They hold what they should and stay inside the frame.

import Capture
import Recognition
import Testing

@Suite("A pixel region")
struct PixelRegionTests {
    @Test("covers quads with a margin and stays inside the frame")
    func covering() {
        let quads = [Quad(x: 10.2, y: 20.7, width: 30, height: 10), Quad(x: 50, y: 5, width: 10.5, height: 4)]
        #expect(
            PixelRegion(covering: quads, margin: 3, frameWidth: 640, frameHeight: 480)
                == PixelRegion(x: 7, y: 2, width: 57, height: 32))
        #expect(
            PixelRegion(covering: quads, margin: 30, frameWidth: 60, frameHeight: 40)
                == PixelRegion(x: 0, y: 0, width: 60, height: 40))
    }

    @Test("does not exist for nothing, for what lies outside, and for nonsense")
    func empty() {
        #expect(PixelRegion(covering: [], margin: 3, frameWidth: 640, frameHeight: 480) == nil)
        let outside = Quad(x: 700, y: 20, width: 30, height: 10)
        #expect(PixelRegion(covering: [outside], margin: 3, frameWidth: 640, frameHeight: 480) == nil)
        let nonsense = Quad(x: .nan, y: 20, width: 30, height: 10)
        #expect(PixelRegion(covering: [nonsense], margin: 3, frameWidth: 640, frameHeight: 480) == nil)
    }

    @Test("contains what lies in it to the last pixel")
    func contains() {
        let region = PixelRegion(x: 10, y: 20, width: 30, height: 5)
        #expect(region.contains(region))
        #expect(region.contains(PixelRegion(x: 39, y: 24, width: 1, height: 1)))
        #expect(!region.contains(PixelRegion(x: 39, y: 24, width: 2, height: 1)))
        #expect(!region.contains(PixelRegion(x: 39, y: 24, width: 1, height: 2)))
        #expect(!region.contains(PixelRegion(x: 9, y: 22, width: 5, height: 1)))
        #expect(!region.contains(PixelRegion(x: 12, y: 19, width: 5, height: 3)))
    }
}
