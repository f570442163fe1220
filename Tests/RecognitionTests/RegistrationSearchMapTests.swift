import TestSupport
import Testing

@testable import Recognition

@Suite struct RegistrationSearchMapTests {
    @Test func theShiftOfAPatternIsFoundUnderOtherLight() {
        var random = SeededRandom(seed: 21)
        var picture = GrayImage(width: 40, height: 30, filledWith: 120)
        for _ in 0..<30 {
            let (x, y) = (Int.random(in: 8..<28, using: &random), Int.random(in: 8..<18, using: &random))
            picture[x, y] = 20
            picture[x + 1, y] = 30
        }
        var moved = GrayImage(width: 40, height: 30, filledWith: 60)
        for y in 0..<27 { for x in 0..<35 { moved[x + 5, y + 3] = picture[x, y] / 2 } }
        let even = RegistrationSearchMap.evened(picture)
        let places = (6..<20).flatMap { y in (6..<31).map { x in y * 40 + x } }
        let found = RegistrationSearchMap(frame: moved, reach: 7).best(
            xs: places.map { Float($0 % 40) + 0.5 }, ys: places.map { Float($0 / 40) + 0.5 },
            weights: places.map { even[$0] }, placement: .identity)
        #expect(found.placement == Placement(a: 1, b: 0, c: 0, d: 1, tx: 5, ty: 3))
    }

    @Test func anEvenPictureHasNothingToCorrelate() {
        let even = RegistrationSearchMap.evened(GrayImage(width: 9, height: 9, filledWith: 200))
        #expect(even.allSatisfy { $0 == 0 })
    }
}
