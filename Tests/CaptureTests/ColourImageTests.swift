// Colour to luma.
// The simulated camera and the decoder agree about brightness.

import Capture
import Recognition
import Testing

@Suite("A colour picture")
struct ColourImageTests {
    @Test("has the luma that JPEG has")
    func luma() {
        let colours: [[UInt8]] = [
            [0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255], [90, 90, 90],
        ]
        let picture = ColourImage(width: 6, height: 1, pixels: colours.flatMap { $0 })
        #expect(picture.gray.pixels == [0, 255, 76, 150, 29, 90])
    }
}
