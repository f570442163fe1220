// How a dial is cut out of a picture.

import Testing

@testable import Recognition

@Suite struct DialPatchTests {
    @Test func aPictureOfTheGridsSizeIsTakenAsItIs() {
        var image = GrayImage(width: 20, height: 32)
        for i in 0..<640 { image.pixels[i] = UInt8(i * 7 % 256) }
        let patch = DialPatch(of: image, in: Quad(x: 0, y: 0, width: 20, height: 32))
        // Two samples per side and cell stay a quarter of a pixel around its centre.
        for y in 1..<31 {
            for x in 1..<19 {
                var mean: Float = 0
                for (dy, wy) in [(-1, 0.125), (0, 0.75), (1, 0.125)] as [(Int, Float)] {
                    for (dx, wx) in [(-1, 0.125), (0, 0.75), (1, 0.125)] as [(Int, Float)] {
                        mean += Float(image[x + dx, y + dy]) * wx * wy
                    }
                }
                #expect(abs(patch.luma[y * 20 + x] - mean) < 0.01)
            }
        }
    }

    @Test func aTurnedQuadIsReadInItsOwnDirection() {
        var image = GrayImage(width: 64, height: 64)
        for y in 0..<64 { for x in 0..<32 { image[x, y] = 200 } }
        // Upside down: what is right in the picture is left as read.
        let quad = Quad(Point(50, 60), Point(14, 60), Point(14, 4), Point(50, 4))
        let patch = DialPatch(of: image, in: quad)
        #expect(patch.luma[0] == 0)
        #expect(patch.luma[19] == 200)
    }

    @Test func aQuadOutsideThePictureRepeatsTheBorder() {
        let image = GrayImage(width: 4, height: 4, filledWith: 90)
        let patch = DialPatch(of: image, in: Quad(x: -100, y: 50, width: 30, height: 40))
        #expect(patch.luma.allSatisfy { $0 == 90 })
    }

    @Test func aFlatPatchIsNotBlownUp() {
        var luma = [Float](repeating: 100, count: 640)
        luma[0] = 101
        #expect(DialPatch(luma: luma).normalised.allSatisfy { abs($0) <= 0.3 })
    }
}
