// The gas meter: a painted sheet-metal box with a printed plate, eight wheels behind a long window, the last three
// red. Paint, numerals and the colour of the decimal drums vary with the seed.

import Recognition

/// Draws gas meters.
enum GasFace {
    static func draw(on blank: Canvas, random: inout SplitMix64) -> FaceDrawing {
        var canvas = blank
        box(&canvas, random: &random)
        plate(&canvas, random: &random)
        let centre = Point(296, 214)
        let redDrum = random.unit() < 0.5
        let row = WheelRow(
            centre: centre, count: 8, firstPlace: 4, decimals: 3, windowWidth: 36, windowHeight: 48, pitch: 49,
            drum: Colour(34, 34, 37), ink: Colour(232, 232, 228),
            decimalDrum: redDrum ? Colour(168, 32, 34) : Colour(36, 34, 36), decimalInk: Colour(238, 234, 228),
            lastTurnsFreely: true)
        let wheels = row.build(random: &random)
        register(&canvas, row: row, centre: centre)
        return FaceDrawing(
            canvas: canvas, dials: wheels.dials, painters: wheels.painters.map { .wheel($0) }, star: nil)
    }

    /// The black strip that the windows are cut into, red around the decimals.
    private static func register(_ canvas: inout Canvas, row: WheelRow, centre: Point) {
        let width = Float(row.count - 1) * row.pitch + row.windowWidth
        let (left, top) = (centre.x - width / 2, centre.y - row.windowHeight / 2)
        canvas.fill(.rectangle(left - 12, top - 13, width + 24, row.windowHeight + 26, corner: 5), Colour(gray: 150))
        canvas.fill(.rectangle(left - 10, top - 11, width + 20, row.windowHeight + 22, corner: 4)) { _, y in
            Colour(gray: 52 - 0.12 * (y - top))
        }
        let decimals = Float(row.decimals) * row.pitch
        canvas.fill(
            .rectangle(left + width - decimals + 7, top - 9, decimals + 0, row.windowHeight + 18, corner: 3),
            Colour(186, 34, 36))
        let comma = Point(left + width - decimals + 2, centre.y + 22)
        canvas.fill(.line(comma, comma + Point(-2, 6), width: 3), Colour(gray: 235))
        for wheel in 0..<row.count {
            let x = left + Float(wheel) * row.pitch
            canvas.fill(
                .rectangle(x - 1.6, top - 1.6, row.windowWidth + 3.2, row.windowHeight + 3.2, corner: 3),
                Colour(gray: 14))
        }
        canvas.text("m³", left + width + 24, centre.y, height: 26, alignment: .left, weight: 0.16)
    }

    /// The wall, the box, and the pipes on top.
    private static func box(_ canvas: inout Canvas, random: inout SplitMix64) {
        canvas.wall(Colour(120, 116, 108), seed: random.next(), coarse: 90, contrast: 0.3)
        let paint = [Colour(196, 198, 196), Colour(186, 190, 196), Colour(206, 200, 180)][random.choice(3)]
        for x: Float in [120, 520] {
            canvas.fill(.rectangle(x - 40, -10, 80, 50)) { px, _ in
                Colour(190, 176, 90).shaded(1.1 - 0.9 * abs((px - x) / 40 + 0.3))
            }
        }
        canvas.fill(.rectangle(14, 20, 620, 500, corner: 26), .black, opacity: 0.55, soft: 20)
        let enamel = ValueNoise(seed: random.next(), cell: 3.5)
        canvas.fill(.rectangle(8, 16, 624, 500, corner: 24)) { x, y in
            let edge = max(0, 1 - (y - 16) / 14)
            return paint.shaded(0.98 + 0.1 * edge - 0.00025 * (y - 16) + 0.025 * (enamel.value(x, y) - 0.5))
        }
        canvas.fill(.line(Point(8, 442), Point(632, 442), width: 5, flat: true), .black, opacity: 0.28, soft: 4)
        canvas.fill(.line(Point(8, 446), Point(632, 446), width: 1.5), Colour(gray: 240), opacity: 0.6)
    }

    /// The printed plate, its screws and seal.
    private static func plate(_ canvas: inout Canvas, random: inout SplitMix64) {
        canvas.fill(.rectangle(44, 68, 560, 350, corner: 8), .black, opacity: 0.4, soft: 12)
        canvas.fill(.rectangle(40, 62, 560, 350, corner: 8)) { _, y in Colour(236, 236, 232).shaded(1.0 - 0.0002 * y) }
        canvas.fill(.rectangle(46, 68, 548, 338, corner: 5), Colour(30, 88, 62), opacity: 0.9)
        canvas.fill(.rectangle(47.5, 69.5, 545, 335, corner: 4)) { _, y in
            Colour(232, 232, 227).shaded(1.0 - 0.0002 * y)
        }
        for (i, corner) in [Point(62, 84), Point(578, 84), Point(62, 390), Point(578, 390)].enumerated() {
            canvas.screw(corner.x, corner.y, radius: 8, slot: Float(random.uniform(0, 3)) + Float(i))
        }
        canvas.logo(108, 112, radius: 21, kind: 1, colour: Colour(190, 60, 30))
        canvas.text("FLAMMARA G4", 146, 103, height: 17, alignment: .left, weight: 0.17)
        canvas.text("Gas meter  EN 1359", 146, 126, height: 9.5, alignment: .left)
        let year = String(2012 + random.choice(14))
        canvas.text("No " + String(10_000_000 + random.choice(89_999_999)), 552, 103, height: 12, alignment: .right)
        canvas.text(year + "  M" + year.suffix(2) + " 0102", 552, 126, height: 9.5, alignment: .right)
        let lines = ["Qmax 6 m³/h", "Qmin 0.04 m³/h", "pmax 0.5 bar", "V 1.2 dm³"]
        for (i, line) in lines.enumerated() {
            canvas.text(line, 104, 286 + Float(i) * 19, height: 10.5, alignment: .left)
        }
        canvas.text("1 imp = 0.01 m³", 286, 286, height: 10.5, alignment: .left)
        canvas.text("tb = 15 °C", 286, 305, height: 10.5, alignment: .left)
        canvas.text("Class 1.5", 286, 324, height: 10.5, alignment: .left)
        canvas.barcode(286, 344, width: 150, height: 26, bars: 34, random: &random)
        canvas.text(String(4_000_000_000 + random.choice(999_999_999)), 361, 380, height: 7.5)
        canvas.fill(.disc(centre: Point(504, 330), radius: 25), .black, opacity: 0.4, soft: 5)
        canvas.fill(.disc(centre: Point(502, 327), radius: 24)) { x, y in
            Colour(gray: 138 - 1.3 * (y - 327) - 0.8 * (x - 502))
        }
        canvas.fill(.ring(centre: Point(502, 327), radius: 18, halfWidth: 0.8), Colour(gray: 92))
        canvas.text("P 7", 502, 327, height: 10, colour: Colour(gray: 80))
    }
}
