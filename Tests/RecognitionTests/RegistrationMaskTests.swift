import Testing

@testable import Recognition

@Suite struct RegistrationMaskTests {
    private let mask = RegistrationMask(
        width: 40, height: 30, factor: 0.5, area: Quad(x: 10, y: 10, width: 60, height: 40),
        moving: [Quad(x: 30, y: 20, width: 10, height: 10)])

    @Test func onlyTheAreaIsCompared() {
        #expect(mask.columns == 5..<35 && mask.rows == 5..<25)
        #expect(mask.isFixed(x: 5, y: 5, side: 5))
        #expect(!mask.isFixed(x: 4, y: 5, side: 5))
        #expect(!mask.isFixed(x: 31, y: 21, side: 5))
    }

    @Test func movingPartsAndAMarginAreLeftOut() {
        // Pixels 15 … 19 by 10 … 14 of this level show the part; the margin is a good pixel and a half more.
        for (x, y) in [(15, 10), (19, 14), (14, 12), (20, 12)] { #expect(!mask.isFixed(x: x, y: y, side: 1)) }
        #expect(mask.movingEnd == 17)
        #expect(mask.isFixed(x: 11, y: 12, side: 1) && mask.isFixed(x: 23, y: 12, side: 1))
    }
}
