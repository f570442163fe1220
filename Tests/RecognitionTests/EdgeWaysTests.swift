// Pictures of straight edges at known angles.

import Testing

@testable import Recognition

@Suite struct EdgeWaysTests {
    @Test(arguments: [0, 7, 30, 45, 61, 88])
    func theWayOfTheEdgesIsFound(degrees: Int) throws {
        let ways = strongest { stripes($0, degrees, period: 24) }
        let way = try #require(ways.first)
        let meant = direction(degrees)
        #expect(abs(way.x * meant.y - way.y * meant.x) < 0.02, "\(way) for \(meant)")
        #expect(ways.count == 1)
    }

    @Test func ofTwoWaysTheOneWithMoreEdgesIsFirst() {
        let ways = strongest { place in
            place.x < 180 ? self.stripes(place, 20, period: 24) : self.stripes(place, 65, period: 24)
        }
        #expect(ways.count == 2)
        let (first, second) = (direction(20), direction(65))
        #expect(ways.count == 2 && abs(ways[0].x * first.y - ways[0].y * first.x) < 0.05, "\(ways)")
        #expect(ways.count == 2 && abs(ways[1].x * second.y - ways[1].y * second.x) < 0.05, "\(ways)")
    }

    @Test func aPlainPictureHasNone() {
        #expect(strongest { _ in 90 }.isEmpty)
        #expect(EdgeWays.strongest(of: Pyramid(GrayImage(width: 2, height: 2), count: 1)).isEmpty)
    }

    @Test func quartersComeBackToWhereTheyBegan() {
        let point = Point(3, 1)
        #expect(point.quarters == [Point(3, 1), Point(-1, 3), Point(-3, -1), Point(1, -3)])
        for quarter in point.quarters { #expect(quarter.folded == point) }
        #expect(Point(0, 2).folded == Point(2, 0))
    }

    private func direction(_ degrees: Int) -> Point {
        let direction = PolarDirection(turns: Double(degrees) / 360)
        return Point(Float(direction.up), Float(direction.right))
    }

    /// Stripes that run in a direction, with soft edges.
    private func stripes(_ place: Point, _ degrees: Int, period: Float) -> Float {
        let along = direction(degrees)
        let across = (place.x * -along.y + place.y * along.x) / period
        let wave = abs(across - across.rounded()) * 2
        return 60 + 140 * min(max((wave - 0.5) * period / 4 + 0.5, 0), 1)
    }

    private func strongest(_ luma: (Point) -> Float) -> [Point] {
        var picture = GrayImage(width: 300, height: 260)
        for y in 0..<picture.height {
            for x in 0..<picture.width { picture[x, y] = UInt8(luma(Point(Float(x), Float(y)))) }
        }
        return EdgeWays.strongest(of: Pyramid(picture, count: 1))
    }
}
