// The heat meter: a grey calculator box clipped over a pipe, a display that takes turns, a button, two sensor leads.
// Digits, decimals, slant, contrast and colours vary with the seed.

import Glibc
import Recognition

/// Draws heat meters.
enum HeatFace {
    static func draw(on blank: Canvas, random: inout SplitMix64) -> FaceDrawing {
        var canvas = blank
        pipe(&canvas, random: &random)
        housing(&canvas, random: &random)
        plate(&canvas, random: &random)
        let window = (x: Float(124), y: Float(130), width: Float(392), height: Float(112))
        glass(&canvas, window: window, random: &random)
        return digits(on: canvas, window: window, random: &random)
    }

    /// Lays out seven or eight digits, one or two of them decimals.
    private static func digits(
        on canvas: Canvas, window: (x: Float, y: Float, width: Float, height: Float), random: inout SplitMix64
    ) -> FaceDrawing {
        let count = 7 + random.choice(2), decimals = 1 + random.choice(2)
        let height: Float = 44, pitch: Float = 37
        let slant = Float(random.uniform(0.02, 0.12)), contrast = Float(random.uniform(0.74, 0.93))
        let ghost = Float(random.uniform(0, 0.06)), hooked = random.unit() < 0.3
        let right = window.x + window.width - 92
        let painters = (0..<count).map { i in
            SegmentPainter(
                centre: Point(right - Float(count - 1 - i) * pitch, window.y + window.height / 2), height: height,
                slant: slant, contrast: contrast, ghost: ghost, hookedSeven: hooked)
        }
        let dials = painters.enumerated().map { i, painter in
            SimulatedDial(
                kind: .segment, place: count - decimals - 1 - i, quad: painter.quad, needle: nil, rollStart: 0,
                zeroOffset: 0, blanksLeadingZero: i < count - decimals - 1)
        }
        let display = HeatDisplay(
            digits: painters, decimals: decimals, column: Point(window.x + window.width - 56, window.y + 29),
            contrast: contrast)
        return FaceDrawing(
            canvas: canvas, dials: dials, painters: painters.map { .segment($0) }, star: nil, display: display)
    }

    /// The wall, and the pipe with its lagging that the meter sits on.
    private static func pipe(_ canvas: inout Canvas, random: inout SplitMix64) {
        canvas.wall(Colour(112, 110, 106), seed: random.next(), coarse: 55, contrast: 0.34)
        let wrinkle = ValueNoise(seed: random.next(), cell: 7)
        canvas.fill(.rectangle(-4, 330, 650, 120), .black, opacity: 0.45, soft: 24)
        canvas.fill(.rectangle(-4, 316, 650, 116)) { x, y in
            let t = min(max((y - 316) / 116, 0), 1)
            return Colour(gray: 60 + 120 * sinf(Float.pi * min(1, 0.12 + t)))
                .shaded(0.9 + 0.2 * wrinkle.value(x * 0.35, y))
        }
        for x: Float in [-4, 566] {
            canvas.fill(.rectangle(x, 304, 78, 140, corner: 6)) { px, py in
                let t = min(max((py - 304) / 140, 0), 1)
                return Colour(186, 144, 88).shaded(0.35 + 0.85 * sinf(Float.pi * (0.1 + 0.85 * t)) + 0.0006 * (px - x))
            }
        }
    }

    /// The calculator box with its edge, button and leads.
    private static func housing(_ canvas: inout Canvas, random: inout SplitMix64) {
        let tint = Colour(204, 206, 208).mixed(Colour(222, 218, 206), Float(random.unit()))
        for (x, colour) in [(Float(214), Colour(150, 34, 32)), (Float(430), Colour(36, 70, 150))] {
            let lead = (0...10).map { Point(x + 12 * sinf(Float($0) * 0.5), 400 + Float($0) * 9) }
            canvas.fill(
                .strokes(Strokes([lead.map { $0 + Point(3, 2) }], halfWidth: 5, flatEnds: true)), .black, opacity: 0.4,
                soft: 3)
            canvas.fill(.strokes(Strokes([lead], halfWidth: 4, flatEnds: true)), colour)
        }
        canvas.fill(.rectangle(72, 62, 506, 352, corner: 30), .black, opacity: 0.55, soft: 22)
        let grain = ValueNoise(seed: random.next(), cell: 1.7)
        canvas.fill(.rectangle(66, 54, 508, 352, corner: 30)) { x, y in
            let edge = max(0, 1 - (y - 54) / 12)
            return tint.shaded(0.98 + 0.09 * edge - 0.0003 * (y - 54) + 0.03 * (grain.value(x, y) - 0.5))
        }
        canvas.fill(.rectangle(88, 76, 464, 308, corner: 16), .black, opacity: 0.2, soft: 5)
        canvas.fill(.rectangle(90, 79, 460, 304, corner: 15)) { _, y in tint.shaded(1.03 - 0.0003 * (y - 79)) }
        let button = Point(488, 300)
        canvas.fill(.disc(centre: button + Point(1.5, 2.5), radius: 27), .black, opacity: 0.4, soft: 5)
        canvas.fill(.disc(centre: button, radius: 25)) { x, y in
            Colour(214, 96, 30).shaded(1.08 - 0.008 * (y - button.y) - 0.004 * (x - button.x))
        }
        canvas.fill(.ring(centre: button, radius: 21, halfWidth: 0.8), Colour(150, 60, 16))
        let arrow = [button + Point(9, 0), button + Point(-5, -9), button + Point(-5, 9)]
        canvas.fill(.polygon(arrow), Colour(244, 236, 226))
    }

    /// What is printed on the box.
    private static func plate(_ canvas: inout Canvas, random: inout SplitMix64) {
        canvas.logo(116, 104, radius: 12, kind: 1, colour: Colour(176, 40, 36))
        canvas.text("CALORIA U2", 138, 104, height: 14, alignment: .left, weight: 0.17)
        canvas.text("Heat meter EN 1434", 526, 91, height: 9, alignment: .right)
        canvas.text("qp 1.5 m³/h  DN15", 526, 106, height: 9, alignment: .right)
        let lines = ["T 2..130 °C", "dT 3..100 K", "Cl. 2  IP54", "PN16  qi 0.015"]
        for (i, line) in lines.enumerated() {
            canvas.text(line, 112, 276 + Float(i) * 18, height: 9.5, alignment: .left)
        }
        let year = String(2014 + random.choice(12))
        canvas.text("No " + String(60_000_000 + random.choice(9_999_999)), 252, 276, height: 10, alignment: .left)
        canvas.text("M" + year.suffix(2) + " 0102   " + year, 252, 295, height: 9, alignment: .left)
        canvas.barcode(252, 308, width: 164, height: 26, bars: 38, random: &random)
        canvas.text("3.6 V  BAT " + String(2028 + random.choice(8)), 334, 348, height: 8.5)
        for (x, y) in [(Float(104), Float(370)), (536, 370)] {
            canvas.screw(x, y, radius: 5, slot: Float(random.uniform(0, 3)))
        }
    }

    /// The glass in its bezel.
    private static func glass(
        _ canvas: inout Canvas, window: (x: Float, y: Float, width: Float, height: Float), random: inout SplitMix64
    ) {
        let tint = [Colour(168, 176, 150), Colour(178, 182, 170), Colour(156, 170, 148)][random.choice(3)]
        let (x, y, w, h) = (window.x, window.y, window.width, window.height)
        canvas.fill(.rectangle(x - 11, y - 11, w + 22, h + 22, corner: 9), Colour(gray: 240))
        canvas.fill(.rectangle(x - 9, y - 9, w + 18, h + 18, corner: 8)) { _, py in Colour(gray: 58 + 0.12 * (py - y)) }
        canvas.fill(.rectangle(x, y, w, h, corner: 3)) { px, py in
            let inner = max(0, 1 - (py - y) / 8) + 0.6 * max(0, 1 - (px - x) / 6)
            return tint.shaded(1.03 - 0.33 * inner - 0.0004 * (px - x) + 0.0005 * (py - y))
        }
    }
}
