// Whether the digits of a found row are those of a display or of wheels: each known digit is held against how a display draws it and
// how print does. One digit says little, a row of them much: all have one size, all are darker than their ground or all lighter, and
// all digits of a display have one form.

/// Tells displays from wheels.
public struct DisplayClue: Sendable {
    /// By how much a digit is more like a display's than like print, 0 to 9: the mean with displays and with wheels, as some sixty
    /// cameras see them.
    private static let withDisplays: [Float] = [0.12, 0.13, 0.27, 0.18, 0.19, 0.17, 0.18, 0.14, 0.12, 0.19]
    private static let withWheels: [Float] = [0, -0.06, -0.17, -0.08, -0.21, -0.03, -0.04, -0.15, -0.05, -0.04]
    /// How far single digits lie from that.
    private static let spread: Float = 0.1
    /// No digit says more than this.
    private static let most: Float = 2.5
    /// Heights of a digit against its window that are tried.
    private static let shares: [Float] = [0.5, 0.6, 0.7, 0.8, 0.9, 1]
    /// How much more than the window is looked at.
    private static let surroundings: Float = 1.3

    private static let displays: [[NumeralTemplate]] = (0...9).map { digit in
        [0.45, 0.52, 0.6].flatMap { aspect in
            [0.1, 0.15].flatMap { weight in
                [0, 0.1, 0.18].map { slant in
                    NumeralTemplate(NumeralShapes.display(digit), aspect: aspect, weight: weight, slant: slant)
                }
            }
        }
    }
    private static let prints: [[NumeralTemplate]] = (0...9).map { digit in
        [0.45, 0.54, 0.64].flatMap { aspect in
            [0.11, 0.16].flatMap { weight in
                [0, 1].map { way in
                    NumeralTemplate(NumeralShapes.print(digit, way: way), aspect: aspect, weight: weight, slant: 0)
                }
            }
        }
    }

    private let pyramid: Pyramid

    /// Looks at `picture`.
    public init(_ picture: GrayImage) { pyramid = Pyramid(searched: picture) }

    /// The logarithm of the odds that the row is a display: what those of its `digits` say that are not nil.
    public func odds(_ row: RowGuess, digits: [Int?]) -> Float {
        let known = digits.enumerated().compactMap { number, digit in digit.map { (number: number, digit: $0) } }
        let looks = known.map { dial in DisplayClue.shares.map { window(row, dial.number, $0) } }
        let displays = zip(known, looks).map { DisplayClue.forms(DisplayClue.displays[$0.digit], in: $1) }
        let prints = zip(known, looks).map { DisplayClue.bestForm(DisplayClue.prints[$0.digit], in: $1) }
        let (ofDisplays, ofPrints) = (DisplayClue.commonBest(displays), DisplayClue.commonBest(prints))
        return zip(known, zip(ofDisplays, ofPrints)).reduce(0) { sum, dial in
            let (digit, beyond) = (dial.0.digit, dial.1.0 - dial.1.1)
            let (display, wheel) = (DisplayClue.withDisplays[digit], DisplayClue.withWheels[digit])
            let spread = DisplayClue.spread * DisplayClue.spread
            let odds = (beyond - (display + wheel) / 2) * (display - wheel) / spread
            return sum + min(max(odds, -DisplayClue.most), DisplayClue.most)
        }
    }

    /// How like each template a dial is, size by size, light and dark.
    private static func forms(_ templates: [NumeralTemplate], in looks: [GrayImage]) -> [Float] {
        looks.flatMap { look in
            templates.flatMap { template in
                let likeness = template.likeness(in: look)
                return [likeness.x, likeness.y]
            }
        }
    }

    /// How like any of the templates a dial is, size by size, light and dark.
    private static func bestForm(_ templates: [NumeralTemplate], in looks: [GrayImage]) -> [Float] {
        looks.flatMap { look in
            let best = templates.reduce(SIMD2<Float>.zero) { pointwiseMax($0, $1.likeness(in: look)) }
            return [best.x, best.y]
        }
    }

    /// The likeness of each dial to what fits all of them best.
    private static func commonBest(_ dials: [[Float]]) -> [Float] {
        let sums = (dials.first ?? []).indices.map { place in dials.reduce(0) { $0 + $1[place] } }
        guard let best = sums.indices.max(by: { sums[$0] < sums[$1] }) else { return [] }
        return dials.map { $0[best] }
    }

    /// A dial's window with its surroundings, so large that a digit of `share` of its height has the templates' height.
    private func window(_ row: RowGuess, _ number: Int, _ share: Float) -> GrayImage {
        let step = row.down.length * 2 * share / Float(NumeralTemplate.height)
        let (across, down) = (row.across * DisplayClue.surroundings, row.down * DisplayClue.surroundings)
        let level = pyramid.level(step: step)
        return FinderView.sample(
            pyramid.levels[level], columns: Int(across.length * 2 / step), rows: Int(down.length * 2 / step),
            reduced: Float(1 << level), origin: row.first + row.step * Float(number) - across - down,
            across * (step / across.length), down * (step / down.length))
    }
}
