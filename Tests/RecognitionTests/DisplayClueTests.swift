// Rows drawn with a display's digits and with printed ones. How well real ones are told apart is measured by Scripts/calibrate.

import Testing

@testable import Recognition

@Suite struct DisplayClueTests {
    private let digits = [2]
    private let row = RowGuess(
        first: Point(30, 40), step: Point(40, 0), across: Point(14, 0), down: Point(0, 22), cost: 0, misses: 0)

    @Test(arguments: [false, true])
    func aDisplayIsToldFromPrint(isInverted: Bool) {
        #expect(odds(isInverted) { NumeralShapes.display($0) } > 2)
        #expect(odds(isInverted) { NumeralShapes.print($0, way: 0) } < -2)
    }

    @Test func digitsThatAreNotAllDarkerOrAllLighterThanTheirGroundAreLessOfADisplay() {
        let digits = [2, 5, 3, 6]
        let alike = picture(digits: digits, dark: 40, light: 210) { NumeralShapes.display($0) }
        var mixed = alike
        for y in 0..<mixed.height { for x in 50..<90 { mixed[x, y] = 250 - mixed[x, y] } }
        let known = digits.map { Optional($0) }
        #expect(DisplayClue(mixed).odds(row, digits: known) < DisplayClue(alike).odds(row, digits: known) - 1)
    }

    @Test func digitsThatNobodyKnowsSayNothing() {
        let clue = DisplayClue(GrayImage(width: 100, height: 80, filledWith: 90))
        #expect(clue.odds(row, digits: [nil]) == 0)
    }

    @Test func aTemplateIsLikeItselfWhateverItsBrightness() {
        let template = NumeralTemplate(NumeralShapes.print(3, way: 0), aspect: 0.54, weight: 0.11, slant: 0)
        for (dark, light) in [(20, 200), (200, 20), (100, 130)] {
            let picture = picture(digits: [3], dark: dark, light: light) { NumeralShapes.print($0, way: 0) }
            #expect(template.likeness(in: picture).max() > 0.85, "\(dark) on \(light)")
        }
        #expect(template.likeness(in: GrayImage(width: 40, height: 40, filledWith: 7)) == .zero)
        #expect(template.likeness(in: GrayImage(width: 4, height: 4)) == .zero)
    }

    private func odds(_ isInverted: Bool, _ lines: (Int) -> [[Point]]) -> Float {
        let picture = picture(digits: digits, dark: isInverted ? 210 : 40, light: isInverted ? 40 : 210, lines)
        return DisplayClue(picture).odds(row, digits: digits)
    }

    /// Digits 28 pixels high, one every 40 pixels from (30, 40) on, drawn point by point.
    private func picture(digits: [Int], dark: Int, light: Int, _ lines: (Int) -> [[Point]]) -> GrayImage {
        var picture = GrayImage(width: 40 * digits.count + 20, height: 80, filledWith: UInt8(light))
        for (number, digit) in digits.enumerated() {
            for line in lines(digit) {
                for (from, to) in zip(line, line.dropFirst()) {
                    for share in stride(from: Float(0), through: 1, by: 0.02) {
                        let place = from + (to - from) * share
                        let x = Int(Float(30 + 40 * number) + (place.x - 0.5) * 13)
                        let y = Int(40 + (place.y - 0.5) * 25)
                        for row in -1...1 { for column in -1...1 { picture[x + column, y + row] = UInt8(dark) } }
                    }
                }
            }
        }
        return picture
    }
}
