// What a face consists of: the printed, unmoving picture, the dials, and how to paint the moving parts over it.
// Painting never touches anything but the moving parts.

import Recognition

/// A drawn face without its moving parts, and what is needed to add them.
struct FaceDrawing: Sendable {
    /// Everything that never moves.
    var canvas: Canvas
    /// The dials, most significant first.
    var dials: [SimulatedDial]
    /// One painter per dial.
    var painters: [DialPainter]
    /// A small star that shows that something flows, turning once per so many ticks.
    var star: FlowStar?
    /// What the display of a face with pages shows beside the register's digits.
    var display: HeatDisplay?

    /// Builds the face of one meter.
    static func draw(_ face: SimulatedFace, seed: UInt64, frameWidth: Int, frameHeight: Int) -> FaceDrawing {
        var random = SplitMix64(seed: seed)
        let canvas = Canvas(frameWidth: frameWidth, frameHeight: frameHeight)
        switch face {
        case .water: return WaterFace.draw(on: canvas, random: &random)
        case .gas: return GasFace.draw(on: canvas, random: &random)
        case .electricity: return ElectricityFace.draw(on: canvas, random: &random)
        case .heat: return HeatFace.draw(on: canvas, random: &random)
        case .dials: return DialsFace.draw(on: canvas, random: &random)
        }
    }

    /// The whole face at a count of the last dial's digits.
    func painted(at ticks: Double, page: SimulatedPage = .register) -> Canvas {
        var canvas = self.canvas
        if let display {
            display.paint(on: &canvas, page: page, ticks: ticks)
            return canvas
        }
        star?.paint(on: &canvas, ticks: ticks)
        let positions = GearTrain.positions(of: dials, at: ticks)
        for (index, dial) in dials.enumerated() {
            let shown = GearTrain.wrapped(positions[index] + dial.zeroOffset)
            switch painters[index] {
            case .wheel(let painter): painter.paint(on: &canvas, position: shown)
            case .needle(let painter): painter.paint(on: &canvas, position: shown)
            case .segment(let painter): painter.paint(on: &canvas, digit: Int(positions[index]))
            }
        }
        return canvas
    }
}
