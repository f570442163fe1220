// A row of wheels with one style of numerals, as a register has it.
// Windows are the quads of the dials; print and play differ a little from wheel to wheel.

import Recognition

/// Lays out the wheels of a register.
struct WheelRow {
    /// Middle of the row.
    var centre: Point
    /// Number of wheels, the place of the first, and how many of them show decimals.
    var count: Int, firstPlace: Int, decimals: Int
    /// Size of a window and distance of two.
    var windowWidth: Float, windowHeight: Float, pitch: Float
    /// Colours of whole and decimal wheels.
    var drum: Colour, ink: Colour, decimalDrum: Colour, decimalInk: Colour
    /// Whether nothing below drives the last wheel, so that it turns all the time.
    var lastTurnsFreely: Bool

    /// The dials and painters of the row, with small differences between the wheels by chance.
    func build(random: inout SplitMix64) -> (dials: [SimulatedDial], painters: [WheelPainter]) {
        let style = NumeralStyle(random: &random)
        // The numeral fills its window's width at most to nine tenths.
        let share = Float(random.uniform(0.62, 0.72))
        let digitHeight = min(windowHeight * share, windowWidth * 0.86 / style.aspect)
        let digitPitch = digitHeight * Float(random.uniform(1.14, 1.3))
        let glyphs = GlyphSheet(style: style, digitHeight: digitHeight)
        var dials: [SimulatedDial] = []
        var painters: [WheelPainter] = []
        for i in 0..<count {
            let decimal = i >= count - decimals
            let x = centre.x + (Float(i) - Float(count - 1) / 2) * pitch
            let last = i == count - 1
            let painter = WheelPainter(
                left: x - windowWidth / 2, top: centre.y - windowHeight / 2, width: windowWidth, height: windowHeight,
                glyphs: glyphs, digitHeight: digitHeight, pitch: digitPitch,
                drum: (decimal ? decimalDrum : drum).shaded(Float(random.uniform(0.97, 1.03))),
                ink: decimal ? decimalInk : ink, printOffset: Float(random.uniform(-0.7, 0.7)),
                graduated: last && lastTurnsFreely)
            painters.append(painter)
            dials.append(
                SimulatedDial(
                    kind: .wheel, place: firstPlace - i, quad: painter.quad, needle: nil,
                    rollStart: last && lastTurnsFreely ? 0 : 9,
                    zeroOffset: random.uniform(-0.04, 0.04)))
        }
        return (dials, painters)
    }
}
