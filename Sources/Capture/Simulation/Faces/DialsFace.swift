// The old electricity meter: a black case with a glass front, a cream enamel plate, five needles in a row that turn in
// alternating directions, and the edge of the disc. No wheels. Tint, lettering and numbers vary with the seed.

import Glibc
import Recognition

/// Draws old electricity meters.
enum DialsFace {
    static func draw(on blank: Canvas, random: inout SplitMix64) -> FaceDrawing {
        var canvas = blank
        housing(&canvas, random: &random)
        plate(&canvas, random: &random)
        disc(&canvas)
        return needles(on: canvas, random: &random)
    }

    /// Five needles; the lowest turns clockwise, and each gear between two turns the next the other way.
    private static func needles(on printed: Canvas, random: inout SplitMix64) -> FaceDrawing {
        var canvas = printed
        let style = NumeralStyle(random: &random)
        let roundHub = random.unit() < 0.5
        let dark = Colour(26, 26, 30).mixed(Colour(120, 24, 26), random.unit() < 0.25 ? 0.8 : 0)
        let radius: Float = 43
        var dials: [SimulatedDial] = []
        var painters: [DialPainter] = []
        for i in 0..<5 {
            let centre = Point(122 + Float(i) * 99, i % 2 == 0 ? 176 : 190)
            let painter = NeedlePainter(
                centre: centre, radius: radius, colour: dark, roundHub: roundHub, clockwise: i % 2 == 0)
            let factor = "1" + String(repeating: "0", count: 4 - i)
            painter.printScale(on: &canvas, label: factor, style: style)
            painters.append(.needle(painter))
            dials.append(
                SimulatedDial(
                    kind: .needle, place: 4 - i, quad: painter.quad,
                    needle: .init(centre: centre, radius: radius, zeroAngle: 0, clockwise: painter.clockwise),
                    rollStart: 0, zeroOffset: random.uniform(-0.05, 0.05)))
        }
        return FaceDrawing(canvas: canvas, dials: dials, painters: painters, star: nil)
    }

    /// The board behind it, the case and its rim.
    private static func housing(_ canvas: inout Canvas, random: inout SplitMix64) {
        canvas.wall(Colour(126, 100, 72), seed: random.next(), coarse: 44, contrast: 0.42)
        canvas.fill(.rectangle(34, 24, 588, 500, corner: 60), .black, opacity: 0.6, soft: 22)
        let gloss = ValueNoise(seed: random.next(), cell: 30)
        canvas.fill(.rectangle(26, 16, 588, 500, corner: 60)) { x, y in
            let edge = max(0, 1 - (y - 16) / 18)
            return Colour(38, 36, 36).shaded(0.9 + 1.3 * edge + 0.25 * gloss.value(x, y))
        }
        canvas.fill(.rectangle(50, 42, 540, 378, corner: 40), Colour(14, 14, 15))
        canvas.fill(.rectangle(53, 45, 534, 372, corner: 38), Colour(74, 72, 70))
        for (i, x) in [Float(64), 576].enumerated() {
            canvas.screw(x, 446, radius: 11, slot: Float(random.uniform(0, 3)) + Float(i))
        }
        canvas.fill(.rectangle(120, 434, 400, 5, corner: 2), .black, opacity: 0.5, soft: 2)
    }

    /// The enamel plate and its print.
    private static func plate(_ canvas: inout Canvas, random: inout SplitMix64) {
        let tint = Colour(226, 220, 200).mixed(Colour(216, 216, 210), Float(random.unit()))
        let speckle = ValueNoise(seed: random.next(), cell: 2.2)
        canvas.fill(.rectangle(58, 50, 524, 362, corner: 34)) { x, y in
            tint.shaded(1.0 - 0.00025 * (y - 50) + 0.02 * (speckle.value(x, y) - 0.5))
        }
        canvas.fill(.rectangle(70, 62, 500, 338, corner: 26), .ink, opacity: 0.7)
        canvas.fill(.rectangle(71.4, 63.4, 497.2, 335.2, corner: 25)) { _, y in tint.shaded(1.0 - 0.00025 * (y - 50)) }
        canvas.text("KILOWATT HOURS", 320, 92, height: 15, weight: 0.17)
        canvas.logo(116, 92, radius: 15, kind: 2, colour: Colour(30, 44, 84))
        canvas.text("TYPE W-5S", 528, 92, height: 11, alignment: .right)
        canvas.text("240 VOLT 50 Hz", 112, 352, height: 11, alignment: .left)
        canvas.text("20-80 AMP", 112, 372, height: 11, alignment: .left)
        canvas.text(
            "Rev/kWh " + String([125, 150, 187, 250, 375][random.choice(5)]), 528, 352, height: 11, alignment: .right)
        canvas.text(String(1954 + random.choice(30)), 528, 372, height: 11, alignment: .right)
        canvas.text("No " + String(1_000_000 + random.choice(8_999_999)), 320, 362, height: 13)
        canvas.fill(.ring(centre: Point(320, 385), radius: 6, halfWidth: 1), .ink)
        for (i, corner) in [Point(88, 82), Point(552, 82), Point(88, 382), Point(552, 382)].enumerated() {
            canvas.screw(corner.x, corner.y, radius: 6, slot: Float(random.uniform(0, 3)) + Float(i))
        }
    }

    /// The slot that the edge of the aluminium disc shows in, with its divisions above.
    private static func disc(_ canvas: inout Canvas) {
        canvas.fill(.rectangle(150, 290, 340, 32, corner: 6), Colour(52, 50, 48))
        canvas.fill(.rectangle(153, 293, 334, 26, corner: 5), Colour(22, 22, 22))
        canvas.fill(.rectangle(158, 301, 324, 9, corner: 3)) { x, y in
            let shine = 1 - abs(x - 300) / 240
            return Colour(gray: 96 + 120 * max(0, shine) - 6 * abs(y - 305))
        }
        for tick in 0...20 {
            let x = 170 + Float(tick) * 15
            canvas.fill(.rectangle(x - 0.7, tick % 5 == 0 ? 276 : 281, 1.4, tick % 5 == 0 ? 11 : 6), .ink)
        }
        let arrow = Point(522, 306)
        canvas.fill(.polygon([arrow + Point(16, 0), arrow + Point(2, -7), arrow + Point(2, 7)]), .ink)
        canvas.fill(.rectangle(arrow.x - 16, arrow.y - 2, 19, 4), .ink)
    }
}
