import Testing

@testable import Recognition

@Suite struct RegistrationAreaTests {
    @Test func aQuadHoldsItsInsideWhicheverWayItRuns() {
        let upright = Quad(x: 10, y: 10, width: 20, height: 10)
        let mirrored = Quad(upright.topRight, upright.topLeft, upright.bottomLeft, upright.bottomRight)
        for quad in [upright, mirrored] {
            #expect(quad.contains(Point(29, 19)))
            #expect(!quad.contains(Point(31, 15)))
            #expect(quad.contains(Point(31, 15), margin: 2))
        }
    }

    @Test func boundsAndRadiusCoverATiltedQuad() {
        let quad = Quad(Point(10, 0), Point(20, 10), Point(10, 20), Point(0, 10))
        #expect(quad.bounds == (left: 0, top: 0, right: 20, bottom: 20))
        #expect(quad.radius == 10)
        #expect(quad.local(origin: Point(10, 0), factor: 0.5).topRight == Point(5, 5))
    }
}
