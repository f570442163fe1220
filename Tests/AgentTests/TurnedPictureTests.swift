// Pictures turned back to how their card has them.

import Recognition
import Testing

@testable import Agent

@Suite struct TurnedPictureTests {
    /// A picture of six pixels: 1 2 3 above 4 5 6.
    private let image = GrayImage(width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6])

    @Test func halfATurnIsExact() {
        #expect(TurnedPicture.make(image, rotation: 180, width: 3, height: 2).pixels == [6, 5, 4, 3, 2, 1])
        #expect(TurnedPicture.make(image, rotation: 0, width: 3, height: 2) == image)
    }

    @Test func aCameraThatHangsAQuarterToTheRightIsTurnedBackToTheLeft() {
        let back = TurnedPicture.make(image, rotation: 90, width: 2, height: 3)
        // What was on top was turned to the right, and comes back to the top.
        #expect(back.pixels == [3, 6, 2, 5, 1, 4])
    }

    @Test func theBorderIsRepeated() {
        let wide = TurnedPicture.make(image, rotation: 0, width: 5, height: 2)
        #expect(wide.pixels == [1, 1, 2, 3, 3, 4, 4, 5, 6, 6])
    }
}
