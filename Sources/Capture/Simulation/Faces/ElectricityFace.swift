// The electricity meter: a light plastic case, a green-grey liquid crystal display, lamps, an optical port, a type
// plate. Digits, decimals, slant, contrast and ghosts vary with the seed.

import Glibc
import Recognition

/// Draws electricity meters.
enum ElectricityFace {
    static func draw(on blank: Canvas, random: inout SplitMix64) -> FaceDrawing {
        var canvas = blank
        housing(&canvas, random: &random)
        plate(&canvas, random: &random)
        let glass = glassColour(&random)
        let window = (x: Float(126), y: Float(104), width: Float(388), height: Float(128))
        display(&canvas, glass: glass, window: window, random: &random)
        return digits(on: canvas, window: window, random: &random)
    }

    /// Lays out six or seven digits, one or none of them a decimal.
    private static func digits(
        on printed: Canvas, window: (x: Float, y: Float, width: Float, height: Float), random: inout SplitMix64
    ) -> FaceDrawing {
        var canvas = printed
        let count = 6 + random.choice(2), decimals = random.choice(2) == 0 ? 1 : 2
        let height: Float = 42, pitch: Float = 37
        let slant = Float(random.uniform(0.04, 0.13)), contrast = Float(random.uniform(0.72, 0.92))
        let ghost = Float(random.uniform(0, 0.09)), hooked = random.unit() < 0.3
        let middle = Point(window.x + window.width / 2 - 10, window.y + window.height / 2 - 2)
        var dials: [SimulatedDial] = []
        var painters: [DialPainter] = []
        for i in 0..<count {
            let x = middle.x + (Float(i) - Float(count - 1) / 2) * pitch
            let painter = SegmentPainter(
                centre: Point(x, middle.y), height: height, slant: slant, contrast: contrast, ghost: ghost,
                hookedSeven: hooked)
            painters.append(.segment(painter))
            dials.append(
                SimulatedDial(
                    kind: .segment, place: count - decimals - 1 - i, quad: painter.quad, needle: nil, rollStart: 0,
                    zeroOffset: 0))
            if i == count - decimals - 1 {
                let point = Point(x + pitch / 2 - height * slant / 2, middle.y + height / 2 - 2)
                canvas.fill(
                    .box(centre: point, halfWidth: 2.2, halfHeight: 2.2, corner: 0.6, angle: 0), .ink, opacity: contrast
                )
            }
        }
        annunciators(&canvas, window: window, opacity: contrast)
        return FaceDrawing(canvas: canvas, dials: dials, painters: painters, star: nil)
    }

    /// The small signs of the display: the register's code, the unit, phases and the direction of flow.
    private static func annunciators(
        _ canvas: inout Canvas, window: (x: Float, y: Float, width: Float, height: Float), opacity: Float
    ) {
        let dark = Colour(28, 32, 30)
        var x = window.x + 22
        for (i, digit) in [1, 8, 0].enumerated() {
            SegmentPainter(
                centre: Point(x, window.y + 19), height: 15, slant: 0.08, contrast: opacity, ghost: 0,
                hookedSeven: false
            ).paint(on: &canvas, digit: digit)
            if i < 2 { canvas.fill(.rectangle(x + 5.6, window.y + 25, 2, 2), dark, opacity: opacity) }
            x += 15
        }
        func sign(_ text: String, _ x: Float, _ y: Float, _ height: Float) {
            let strokes = StrokeFont.strokes(text, at: Point(x, y), height: height, alignment: .left, weight: 0.18)
            canvas.fill(.strokes(strokes), dark, opacity: opacity)
        }
        sign("kWh", window.x + window.width - 44, window.y + window.height / 2 + 14, 13)
        for phase in 1...3 {
            sign("L\(phase)", window.x + 22 + Float(phase - 1) * 34, window.y + window.height - 15, 10)
        }
        let arrow = Point(window.x + 140, window.y + window.height - 15)
        canvas.fill(
            .polygon([arrow + Point(10, 0), arrow + Point(-4, -6), arrow + Point(-4, 6)]), dark, opacity: opacity)
        canvas.fill(.rectangle(arrow.x - 14, arrow.y - 2, 11, 4), dark, opacity: opacity)
        sign("T1", window.x + window.width - 40, window.y + 19, 10)
    }

    private static func glassColour(_ random: inout SplitMix64) -> Colour {
        [Colour(152, 164, 138), Colour(168, 174, 160), Colour(140, 158, 128)][random.choice(3)]
    }

    /// The glass in its bezel.
    private static func display(
        _ canvas: inout Canvas, glass: Colour, window: (x: Float, y: Float, width: Float, height: Float),
        random: inout SplitMix64
    ) {
        let (x, y, w, h) = (window.x, window.y, window.width, window.height)
        canvas.fill(.rectangle(x - 14, y - 14, w + 28, h + 28, corner: 9), Colour(gray: 236))
        canvas.fill(.rectangle(x - 12, y - 12, w + 24, h + 24, corner: 8)) { _, py in Colour(gray: 44 + 0.14 * (py - y))
        }
        canvas.fill(.rectangle(x, y, w, h, corner: 3)) { px, py in
            let inner = max(0, 1 - (py - y) / 9) + 0.6 * max(0, 1 - (px - x) / 6)
            return glass.shaded(1.03 - 0.35 * inner - 0.0005 * (px - x) + 0.0004 * (py - y))
        }
    }

    /// The wall and the case with its terminal cover.
    private static func housing(_ canvas: inout Canvas, random: inout SplitMix64) {
        canvas.wall(Colour(78, 76, 74), seed: random.next(), coarse: 60, contrast: 0.3)
        canvas.fill(.rectangle(36, 22, 580, 480, corner: 22), .black, opacity: 0.55, soft: 22)
        let tint = Colour(222, 222, 218).mixed(Colour(206, 210, 214), Float(random.unit()))
        let grain = ValueNoise(seed: random.next(), cell: 1.6)
        canvas.fill(.rectangle(28, 14, 584, 480, corner: 22)) { x, y in
            let edge = max(0, 1 - (y - 14) / 10)
            return tint.shaded(0.99 + 0.08 * edge - 0.0002 * y + 0.03 * (grain.value(x, y) - 0.5))
        }
        canvas.fill(.rectangle(48, 34, 544, 336, corner: 14), .black, opacity: 0.16, soft: 6)
        canvas.fill(.rectangle(50, 37, 540, 332, corner: 13)) { _, y in tint.shaded(1.02 - 0.0002 * y) }
        canvas.fill(.rectangle(28, 384, 584, 4), .black, opacity: 0.3, soft: 4)
        for x: Float in [76, 564] { canvas.screw(x, 428, radius: 12, slot: Float(random.uniform(0, 3))) }
        for groove in 0..<5 {
            canvas.fill(
                .rectangle(140, 408 + Float(groove) * 13, 360, 3, corner: 1.5), .black, opacity: 0.13, soft: 1.5)
        }
    }

    /// Print, lamps, button and optical port.
    private static func plate(_ canvas: inout Canvas, random: inout SplitMix64) {
        canvas.logo(84, 62, radius: 14, kind: 2, colour: Colour(20, 60, 140))
        canvas.text("VOLTARIS eZ3", 108, 62, height: 14, alignment: .left, weight: 0.17)
        canvas.text("3x230/400 V  5(60) A  50 Hz", 540, 62, height: 9.5, alignment: .right)
        canvas.text("10000 imp/kWh", 104, 270, height: 9, alignment: .left)
        let led = Point(84, 270)
        canvas.fill(.disc(centre: led, radius: 6.5), Colour(gray: 70))
        canvas.fill(.disc(centre: led, radius: 5), Colour(150, 30, 34))
        canvas.fill(.disc(centre: led + Point(-1.5, -1.5), radius: 1.5), Colour(240, 170, 170))
        canvas.text("Cl. B  -40 +70 °C", 84, 296, height: 9, alignment: .left)
        canvas.text("EN 50470-3   " + String(2016 + random.choice(10)), 84, 315, height: 9, alignment: .left)
        canvas.barcode(230, 292, width: 196, height: 30, bars: 44, random: &random)
        canvas.text("1 VLT " + String(10_0000_0000 + random.choice(89_9999_9999)), 328, 335, height: 10)
        let port = Point(516, 302)
        canvas.fill(.disc(centre: port + Point(1.5, 2), radius: 41), .black, opacity: 0.35, soft: 5)
        canvas.fill(.disc(centre: port, radius: 39)) { x, y in
            Colour(gray: 172 - 0.7 * (x - port.x) - 1.1 * (y - port.y))
        }
        canvas.fill(.disc(centre: port, radius: 26), Colour(gray: 58))
        for side: Float in [-11, 11] {
            canvas.fill(.disc(centre: port + Point(side, 0), radius: 6), Colour(34, 16, 22))
            canvas.fill(.disc(centre: port + Point(side - 1.5, -1.5), radius: 1.6), Colour(gray: 150))
        }
        canvas.fill(.disc(centre: Point(554, 168), radius: 14), .black, opacity: 0.3, soft: 3)
        canvas.fill(.disc(centre: Point(553, 166), radius: 13)) { _, y in
            Colour(40, 96, 168).shaded(1.1 - 0.02 * (y - 153))
        }
    }
}
