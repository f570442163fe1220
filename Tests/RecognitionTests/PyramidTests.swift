import Testing

@testable import Recognition

@Suite struct PyramidTests {
    @Test func aPixelIsTheRoundedMeanOfFour() {
        let picture = GrayImage(width: 5, height: 2, pixels: [10, 20, 255, 255, 9, 30, 41, 255, 254, 9])
        #expect(Pyramid.halved(picture) == GrayImage(width: 2, height: 1, pixels: [25, 255]))
    }

    @Test func levelsHalveUntilNothingIsLeft() {
        let pyramid = Pyramid(GrayImage(width: 12, height: 6, filledWith: 7), count: 5)
        #expect(pyramid.levels.map { $0.width } == [12, 6, 3, 1, 0])
        #expect(pyramid.levels.map { $0.height } == [6, 3, 1, 0, 0])
        #expect(pyramid.levels[2].pixels == [7, 7, 7])
    }
}
