// Flat places and red needles, told by sums over squares.

import Testing

@testable import Recognition

@Suite struct PlainPlacesTests {
    @Test func aFlatPlaceDeviatesByNothing() {
        let places = PlainPlaces(picture { x, _ in x < 50 ? 90 : UInt8(x % 2 * 100) }, redness: nil)
        #expect(places.deviation(Point(25, 50), 20) == 0)
        #expect(abs(places.deviation(Point(75, 50), 20) - 50) < 2)
    }

    @Test func aRedHubOnARimThatIsNotRedIsANeedle() {
        let red = picture { x, y in abs(x - 50) < 8 && abs(y - 50) < 8 ? 120 : 0 }
        let places = PlainPlaces(picture { _, _ in 128 }, redness: red)
        #expect(places.paleness(Point(50, 50), 20) == 0)
        #expect(places.paleness(Point(20, 20), 20) == 1)
        // A red surface has no rim.
        let all = PlainPlaces(red, redness: picture { _, _ in 120 })
        #expect(all.paleness(Point(50, 50), 20) == 1)
    }

    @Test func withoutColoursNothingIsPale() {
        let places = PlainPlaces(picture { _, _ in 0 }, redness: nil)
        #expect(!places.knowsRed && places.paleness(Point(50, 50), 20) == 0)
    }

    private func picture(_ luma: (Int, Int) -> UInt8) -> GrayImage {
        GrayImage(
            width: 100, height: 100, pixels: (0..<100).flatMap { y in (0..<100).map { x in luma(x, y) } })
    }
}
