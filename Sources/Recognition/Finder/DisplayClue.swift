// Whether the digits of a found row are those of a display or of wheels: each known digit is held against how a display draws it and
// how print does. One digit says little, a row of them much.

/// Tells displays from wheels.
public struct DisplayClue: Sendable {
    /// By how much a digit is more like a display's than like print, 0 to 9: the mean with displays and with wheels, as some seventy
    /// cameras see them.
    private static let withDisplays: [Float] = [0.04, 0.07, 0.12, 0.08, 0.03, 0.11, 0.09, 0.13, 0.02, 0.06]
    private static let withWheels: [Float] = [0.03, -0.03, -0.21, -0.03, -0.11, 0, -0.01, -0.05, -0.04, 0.03]
    /// How far single digits lie from that.
    private static let (displaysSpread, wheelsSpread): (Float, Float) = (0.11, 0.1)
    /// No digit says more than this.
    private static let most: Float = 2.5
    /// Heights of a digit against its window that are tried.
    private static let shares: [Float] = [0.5, 0.6, 0.7, 0.8, 0.9, 1]
    /// How much more than the window is looked at.
    private static let surroundings: Float = 1.3

    private static let displays: [[NumeralTemplate]] = (0...9).map { digit in
        [0.5, 0.6].flatMap { aspect in
            [0.1, 0.15].flatMap { weight in
                [0, 0.1, 0.18].map { slant in
                    NumeralTemplate(NumeralShapes.display(digit), aspect: aspect, weight: weight, slant: slant)
                }
            }
        }
    }
    private static let prints: [[NumeralTemplate]] = (0...9).map { digit in
        [0.52, 0.62].flatMap { aspect in
            [0.11, 0.16].flatMap { weight in
                [0, 1].map { way in
                    NumeralTemplate(NumeralShapes.print(digit, way: way), aspect: aspect, weight: weight, slant: 0)
                }
            }
        }
    }

    private let pyramid: Pyramid

    /// Looks at `picture`.
    public init(_ picture: GrayImage) {
        var count = 1
        while min(picture.width, picture.height) >> count > DialPatch.height { count += 1 }
        pyramid = Pyramid(picture, count: count)
    }

    /// The logarithm of the odds that the row is a display: what those of its `digits` say that are not nil.
    public func odds(_ row: RowGuess, digits: [Int?]) -> Float {
        digits.enumerated().reduce(0) { sum, entry in
            guard let digit = entry.element else { return sum }
            let beyond = likeness(row, entry.offset, digit)
            func unlikely(_ mean: Float, _ spread: Float) -> Float {
                (beyond - mean) * (beyond - mean) / (2 * spread * spread)
            }
            let odds =
                unlikely(DisplayClue.withWheels[digit], DisplayClue.wheelsSpread)
                - unlikely(DisplayClue.withDisplays[digit], DisplayClue.displaysSpread)
            return sum + min(max(odds, -DisplayClue.most), DisplayClue.most)
        }
    }

    /// By how much a dial is more like a display's digit than like a printed one.
    private func likeness(_ row: RowGuess, _ number: Int, _ digit: Int) -> Float {
        var (display, print): (Float, Float) = (0, 0)
        for share in DisplayClue.shares {
            let picture = window(row, number, share)
            for template in DisplayClue.displays[digit] { display = max(display, template.likeness(in: picture)) }
            for template in DisplayClue.prints[digit] { print = max(print, template.likeness(in: picture)) }
        }
        return display - print
    }

    /// A dial's window with its surroundings, so large that a digit of `share` of its height has the templates' height.
    private func window(_ row: RowGuess, _ number: Int, _ share: Float) -> GrayImage {
        let step = row.down.length * 2 * share / Float(NumeralTemplate.height)
        let (across, down) = (row.across * DisplayClue.surroundings, row.down * DisplayClue.surroundings)
        var level = 0
        while level + 1 < pyramid.levels.count, Float(2 << level) <= step * 1.4 { level += 1 }
        return FinderView.sample(
            pyramid.levels[level], columns: Int(across.length * 2 / step), rows: Int(down.length * 2 / step),
            reduced: Float(1 << level), origin: row.first + row.step * Float(number) - across - down,
            across * (step / across.length), down * (step / down.length))
    }
}
