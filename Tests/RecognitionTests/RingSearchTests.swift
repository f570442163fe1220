import Testing

@testable import Recognition

@Suite("The search for printed circles")
struct RingSearchTests {
    /// A picture of circles, dark lines of some pixels' width on light ground.
    private static func picture(_ circles: [(centre: Point, radius: Float)], ink: Float = 40) -> GrayImage {
        var picture = GrayImage(width: 160, height: 120, filledWith: 180)
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                for circle in circles {
                    let far = abs((Point(Float(x) + 0.5, Float(y) + 0.5) - circle.centre).length - circle.radius)
                    let share = min(max(1.5 - far, 0), 1)
                    picture[x, y] = UInt8(Float(picture[x, y]) * (1 - share) + ink * share)
                }
            }
        }
        return picture
    }

    private static func guess(_ x: Float, _ y: Float, _ radius: Float) -> NeedleGuess {
        NeedleGuess(centre: Point(x, y), radius: radius, across: Point(1, 0), cost: 0)
    }

    @Test("a dark circle is found to less than half a pixel from a place beside it")
    func circleIsFound() throws {
        let picture = Self.picture([(Point(70.3, 55.8), 24.4)])
        let rings = RingSearch(picture: picture, deviation: 25).run(near: Self.guess(76, 50, 21))
        let ring = try #require(rings.first { $0.isDark })
        #expect((ring.centre - Point(70.3, 55.8)).length < 0.5)
        #expect(abs(ring.radius - 24.4) < 0.5)
        #expect(ring.clearness > 0.9)
    }

    @Test("where a needle lies over a fifth of it, it is found all the same")
    func coveredCircleIsFound() throws {
        var picture = Self.picture([(Point(70, 56), 24)])
        for y in 0..<picture.height {
            for x in 66..<76 where y > 40 { picture[x, y] = 30 }
        }
        let rings = RingSearch(picture: picture, deviation: 30).run(near: Self.guess(73, 54, 26))
        let ring = try #require(rings.first { $0.isDark })
        #expect((ring.centre - Point(70, 56)).length < 1)
        #expect(abs(ring.radius - 24) < 1)
    }

    @Test("where none is printed none is found, and a glance says so")
    func nothingIsFound() {
        let search = RingSearch(picture: Self.picture([]), deviation: 25)
        #expect(search.run(near: Self.guess(70, 56, 24)).isEmpty)
        let glance = search.glance(at: Self.guess(70, 56, 24))
        #expect(glance.ring == nil)
        #expect(glance.bareness == 1)
    }

    @Test("a glance finds what is there")
    func glanceFinds() throws {
        let search = RingSearch(picture: Self.picture([(Point(70, 56), 24)]), deviation: 25)
        let glance = search.glance(at: Self.guess(74, 54, 22))
        let ring = try #require(glance.ring)
        #expect((ring.centre - Point(70, 56)).length < 2)
        #expect(glance.bareness == 0)
    }

    @Test("of two circles around a dial the one of the other dials' size belongs to it")
    func alikeInSize() throws {
        let own = DialRing(centre: Point(10, 10), radius: 22, clearness: 0.8)
        let wider = DialRing(centre: Point(16, 10), radius: 28, clearness: 1)
        let others = [DialRing(centre: Point(60, 10), radius: 21, clearness: 0.9)]
        #expect(DialRing.alike([[wider, own], others, others]) == [own, others[0], others[0]])
    }

    @Test("a light circle beside a dark one is not alike")
    func alikeInTone() {
        let dark = [DialRing(centre: Point(10, 10), radius: 22, clearness: 0.9)]
        let light = [DialRing(centre: Point(60, 10), radius: 22, clearness: 0.8, isDark: false)]
        #expect(DialRing.alike([dark, light]) == [dark[0], nil])
    }
}
