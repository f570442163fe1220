// The walk in fixed-point numbers against bilinear interpolation place by place.

import Testing

@testable import Recognition

@Suite struct LumaWalkTests {
    private let image: GrayImage

    init() {
        var image = GrayImage(width: 60, height: 40)
        for i in image.pixels.indices { image.pixels[i] = UInt8(truncatingIfNeeded: i &* i &* 31 &+ i * 7) }
        self.image = image
    }

    @Test(arguments: [(0.51, 0.51, 0.4, 0.2), (59.4, 39.4, -0.31, -0.17), (30, 2.25, 0, 0.3), (3.7, 20.2, 0.5, -0.06)])
    func itsLumaIsThatOfInterpolation(x: Double, y: Double, stepX: Double, stepY: Double) {
        image.pixels.withUnsafeBufferPointer { pixels in
            var walk = LumaWalk(
                pixels.baseAddress!, pitch: image.width, x: x, y: y, stepX: stepX, stepY: stepY)
            for part in 0..<25 {
                let four = walk.next()
                for lane in 0..<4 {
                    let step = Double(4 * part + lane)
                    let place = Point(Float(x + step * stepX), Float(y + step * stepY))
                    let expected = interpolate(pixels, image.width, image.height, at: place)
                    #expect((four[lane] - expected).magnitude < 0.02, "part \(part): \(four[lane]) for \(expected)")
                }
            }
        }
    }

    @Test func onlyPlacesWithPixelsAllAroundAreInside() {
        func inside(_ left: Float, _ top: Float, _ right: Float, _ bottom: Float) -> Bool {
            LumaWalk.contains(width: 60, height: 40, left: left, top: top, right: right, bottom: bottom)
        }
        #expect(inside(0.6, 0.6, 59.4, 39.4))
        #expect(!inside(0.5, 0.6, 59.4, 39.4) && !inside(0.6, 0.5, 59.4, 39.4))
        #expect(!inside(0.6, 0.6, 59.5, 39.4) && !inside(0.6, 0.6, 59.4, 39.5))
        #expect(!inside(.nan, 0.6, 59.4, 39.4) && !inside(0.6, 0.6, .infinity, 39.4))
        #expect(LumaWalk.contains(width: 9000, height: 40, left: 7001, top: 1, right: 9000 - 1, bottom: 2))
        #expect(!LumaWalk.contains(width: 9000, height: 40, left: 6001, top: 1, right: 8002, bottom: 2))
    }

    @Test func aDialInsideThePictureIsSampledAsOneAtItsBorder() {
        // The same dial once with room around it, walked along, and once in a picture cut to it, looked at place by place.
        let quad = Quad(Point(10, 8), Point(30, 9), Point(31, 35), Point(11, 34))
        var cut = GrayImage(width: 21, height: 27)
        for y in 0..<27 { for x in 0..<21 { cut[x, y] = image[x + 10, y + 8] } }
        let moved = Quad(Point(0, 0), Point(20, 1), Point(21, 27), Point(1, 26))
        let (inside, atBorder) = (DialPatch(of: image, in: quad), DialPatch(of: cut, in: moved))
        for row in 2..<30 {
            for column in 2..<18 {
                let i = row * DialPatch.width + column
                #expect((inside.luma[i] - atBorder.luma[i]).magnitude < 0.05)
            }
        }
    }
}
