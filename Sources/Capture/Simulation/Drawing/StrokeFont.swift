// Lettering for what is printed on a meter: labels, units, serial numbers. A pen font of our own on a small grid.
// Characters it does not know are left out as blanks.

import Glibc
import Recognition

/// Text as pen strokes.
enum StrokeFont {
    /// Where a text's anchor lies on it.
    enum Alignment { case left, centre, right }

    /// Points are pairs of digits (column 0 … 4, row 0 … 8, capitals from 0 to 6), lines are separated by spaces.
    private static let glyphs: [Character: String] = [
        "A": "062046 1434", "B": "0006 003041423303 3344453606", "C": "4130100105163645", "D": "00204244260600",
        "E": "40000646 0333", "F": "400006 0333", "G": "41301001051636454323", "H": "0006 4046 0343", "I": "1016",
        "J": "4045361605", "K": "0006 4003 1346", "L": "000646", "M": "0600234046", "N": "06004640",
        "O": "103041453616050110", "P": "06003041423303", "Q": "103041453616050110 2546",
        "R": "06003041423303 2346", "S": "413010010213334445361605", "T": "0040 2026", "U": "000516364540",
        "V": "002640", "W": "0016233640", "X": "0046 4006", "Y": "002340 2326", "Z": "00400646",
        "0": "103041453616050110", "1": "112026", "2": "01103041420646", "3": "004023334445361605", "4": "36300444",
        "5": "400003334445361605", "6": "30100105163645443303", "7": "004016",
        "8": "103041423313020110 133344453616050413", "9": "16364541301001021343",
        "a": "12324346 441405163645", "b": "0006 0312324345361605", "c": "4332120305163645",
        "d": "4046 4332120305163645", "e": "044443321203051636", "f": "30201116 0232",
        "g": "4247381807 4332120305163645",
        "h": "0006 0312324346", "i": "1216 1010", "k": "0006 3204 1336", "l": "1016", "m": "0602 03122326 23324346",
        "n": "0602 0312324346", "o": "123243453616050312", "p": "0208 0312324345361605", "q": "4248 4332120305163645",
        "r": "0602 031232",
        "s": "4212031434453606", "t": "10152636 0232", "u": "0205163645 4246", "v": "022642", "w": "0216233642",
        "x": "0246 4206", "y": "0226 4208", "z": "02420646", ".": "1616", ",": "1607", ":": "1616 1313", "-": "0333",
        "/": "0640", "=": "0242 0444", "·": "1313", "°": "1020211110", "+": "0343 2125",
        "(": "20111526", ")": "10212516",
    ]
    private static let narrow: Set<Character> = ["I", "i", "l", "(", ")", ".", ",", ":", "·", "1", "r", "t", "f"]

    /// The pen strokes of `text`.
    ///
    /// - Parameters:
    ///   - at: the anchor: on the middle line of the capitals, at the side that `alignment` names.
    ///   - height: height of capitals in pixels.
    ///   - angle: writing direction in radians, clockwise.
    ///   - weight: pen width as a share of the height.
    static func strokes(
        _ text: String, at anchor: Point, height: Float, alignment: Alignment = .centre, angle: Float = 0,
        weight: Float = 0.14
    ) -> Strokes {
        let unit = height / 6
        let total = width(of: text, height: height)
        let start: Float =
            switch alignment {
            case .left: 0
            case .centre: -total / 2
            case .right: -total
            }
        let (c, s) = (cosf(angle), sinf(angle))
        var pen = start
        var lines: [[Point]] = []
        for character in text {
            let raised = character == "³"
            let size: Float = raised ? 0.6 : 1
            for line in outline(of: raised ? "3" : character) {
                lines.append(
                    line.map { point in
                        let x = pen + point.x * unit * size
                        let y = point.y * unit * size - height / 2 - (raised ? height * 0.12 : 0)
                        return Point(anchor.x + c * x - s * y, anchor.y + s * x + c * y)
                    })
            }
            pen += advance(character) * unit
        }
        return Strokes(lines, halfWidth: height * weight / 2, flatEnds: false)
    }

    /// The length of `text` in pixels, with capitals of `height`.
    static func width(of text: String, height: Float) -> Float {
        text.reduce(Float(-1.8)) { $0 + advance($1) } * height / 6
    }

    private static func advance(_ character: Character) -> Float {
        switch character {
        case " ": 3.4
        case "³": 4.2
        case "k": 4.8
        case _ where narrow.contains(character): 3.8
        default: 5.8
        }
    }

    private static func outline(of character: Character) -> [[Point]] {
        guard let code = glyphs[character] else { return [] }
        return code.split(separator: " ").map { line in
            let digits = line.utf8.map { Float($0 - 48) }
            var points = stride(from: 0, to: digits.count - 1, by: 2).map { Point(digits[$0], digits[$0 + 1]) }
            if points.count == 1 { points.append(points[0]) }
            return points
        }
    }
}
