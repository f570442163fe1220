// The display of a heat meter: eight digits that show the energy, the volume, an error, everything or nothing, and a
// column of signs that says which of them. A sign has its own place, so each page has another pattern in the column.

import Recognition

/// Paints a display that takes turns.
struct HeatDisplay: Sendable {
    /// The digits, most significant first.
    let digits: [SegmentPainter]
    /// Decimals of the energy.
    let decimals: Int
    /// Where the column of signs begins.
    let column: Point
    /// How dark what is lit is, 0 … 1.
    let contrast: Float

    /// Decimals of the volume.
    private static let volumeDecimals = 2
    /// Cubic metres per kilowatt hour when the water comes back 20 K cooler.
    private static let volumePerEnergy = 0.043
    /// Segments of E, r, r.
    private static let error: [UInt8] = [0x79, 0x50, 0x50]
    private static let dark = Colour(28, 32, 30)

    /// The column of signs with a margin: what a card compares with the reference frame.
    var mark: Quad { Quad(x: column.x - 6, y: column.y - 13, width: 58, height: 80) }

    func paint(on canvas: inout Canvas, page: SimulatedPage, ticks: Double) {
        switch page {
        case .register:
            number(ticks, decimals: decimals, on: &canvas)
            sign("kWh", line: 0, on: &canvas)
        case .volume:
            var power = 1.0
            for _ in 0..<HeatDisplay.volumeDecimals { power *= 10 }
            for _ in 0..<decimals { power /= 10 }
            number(ticks * HeatDisplay.volumePerEnergy * power, decimals: HeatDisplay.volumeDecimals, on: &canvas)
            sign("m³", line: 1, on: &canvas)
        case .error:
            for (digit, segments) in zip(digits, HeatDisplay.error) { digit.paint(on: &canvas, segments: segments) }
            for digit in digits.suffix(2) { digit.paint(on: &canvas, digit: Int(ticks / 1000) % 4) }
            sign("INFO", line: 2, on: &canvas)
        case .test:
            for digit in digits { digit.paint(on: &canvas, digit: 8) }
            for place in 1...3 { point(digits.count - 1 - place, on: &canvas) }
            for (line, text) in ["kWh", "m³", "INFO"].enumerated() { sign(text, line: line, on: &canvas) }
        case .asleep: break
        }
    }

    /// A number without its leading zeros, at least one of them before the point.
    private func number(_ ticks: Double, decimals: Int, on canvas: inout Canvas) {
        var rest = ticks.rounded(.down)
        for place in 0..<digits.count {
            let higher = (rest / 10).rounded(.down)
            if rest >= 1 || place <= decimals {
                digits[digits.count - 1 - place].paint(on: &canvas, digit: Int(rest - higher * 10))
            }
            rest = higher
        }
        point(digits.count - 1 - decimals, on: &canvas)
    }

    /// The point after a digit.
    private func point(_ digit: Int, on canvas: inout Canvas) {
        let painter = digits[digit]
        let pitch = digits[1].centre.x - digits[0].centre.x
        let place = painter.centre + Point(pitch / 2 - painter.height * painter.slant / 2, painter.height / 2 - 2)
        canvas.fill(
            .box(centre: place, halfWidth: 2.1, halfHeight: 2.1, corner: 0.6, angle: 0), HeatDisplay.dark,
            opacity: contrast)
    }

    private func sign(_ text: String, line: Int, on canvas: inout Canvas) {
        let place = column + Point(0, Float(line) * 26)
        let strokes = StrokeFont.strokes(text, at: place, height: 13, alignment: .left, weight: 0.18)
        canvas.fill(.strokes(strokes), HeatDisplay.dark, opacity: contrast)
    }
}
