// The light of a picture before the sensor takes it, with the few operations of which faults are made. Plain loops.

import Glibc
import Recognition

/// Red, green and blue of every pixel, 0 … 255 and beyond.
struct FaultLight {
    let width: Int
    let height: Int
    var values: [Float]

    init(_ picture: ColourImage) {
        width = picture.width
        height = picture.height
        values = picture.pixels.map { Float($0) }
    }

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        values = [Float](repeating: 0, count: width * height * 3)
    }

    /// Calls `body` with every pixel of a rectangle; what it returns takes its place.
    mutating func change(
        left: Float = 0, top: Float = 0, right: Float = .infinity, bottom: Float = .infinity,
        _ body: (_ x: Float, _ y: Float, _ old: Colour) -> Colour
    ) {
        let x0 = Int(max(0, min(left, Float(width)))), x1 = Int(max(0, min(right, Float(width))))
        let y0 = Int(max(0, min(top, Float(height)))), y1 = Int(max(0, min(bottom, Float(height))))
        guard x0 < x1, y0 < y1 else { return }
        for j in y0..<y1 {
            for i in x0..<x1 {
                let at = 3 * (j * width + i)
                let new = body(
                    Float(i) + 0.5, Float(j) + 0.5, Colour(values[at], values[at + 1], values[at + 2]))
                values[at] = new.red
                values[at + 1] = new.green
                values[at + 2] = new.blue
            }
        }
    }

    /// The colour at a place, the nearest pixel's; beyond the edges the edge's.
    func colour(_ x: Float, _ y: Float) -> Colour {
        let i = Int(max(0, min(x, Float(width - 1)))), j = Int(max(0, min(y, Float(height - 1))))
        let at = 3 * (j * width + i)
        return Colour(values[at], values[at + 1], values[at + 2])
    }

    /// Every value times `factor`, plus `level`.
    mutating func scale(by factor: Float, adding level: Float) {
        for i in values.indices { values[i] = values[i] * factor + level }
    }

    /// Shows `view` where the picture of a meter that lies at `placement` ends: beyond it the drawing is mirrored, which no
    /// camera sees.
    mutating func frame(_ placement: Placement, in view: FaultLight, light: Float) {
        let determinant = placement.a * placement.d - placement.b * placement.c
        let (right, bottom) = (Float(width), Float(height))
        change { x, y, old in
            let (dx, dy) = (x - placement.tx, y - placement.ty)
            let u = (placement.d * dx - placement.b * dy) / determinant
            let v = (placement.a * dy - placement.c * dx) / determinant
            let isMeter = u >= 0 && v >= 0 && u <= right && v <= bottom
            return isMeter ? old : view.colour(x, y).shaded(light)
        }
    }

    /// A Gaussian blur.
    mutating func blur(sigma: Float) { Optics.blur(&values, sigma: sigma, width: width, height: height) }

    /// The mean along a line of `length` pixels.
    mutating func shake(length: Float, angle: Float) {
        let count = max(2, Int(length))
        let source = self
        let (dx, dy) = (cosf(angle), sinf(angle))
        change { x, y, _ in
            var sum = Colour(0, 0, 0)
            for step in 0..<count {
                let way = (Float(step) / Float(count - 1) - 0.5) * length
                let part = source.colour(x + way * dx, y + way * dy)
                sum = Colour(sum.red + part.red, sum.green + part.green, sum.blue + part.blue)
            }
            return sum.shaded(1 / Float(count))
        }
    }
}
