// Draws simple needle dials for tests: a light face with a ring and ticks, and a dark pointer with a round hub.
// Coverage is sampled 3 × 3 per pixel, so an edge is soft as a camera shows it.

import Recognition

/// A dial to draw, in pixels; angles in positions (tenths of a turn).
struct NeedleDrawing {
    var side = 80
    /// Where the pointer points on a clockwise scale whose 0 is on top; nil = no pointer.
    var position: Float? = 0
    var face: Float = 200
    var ink: Float = 70
    var pointer: Float = 60
    /// The hub's shift from the middle in parts of the side.
    var hubShift = Point(0, 0)
    /// Turns the whole picture, in positions.
    var turn: Float = 0
    /// Shears the picture: x grows by this much per y.
    var shear: Float = 0

    /// The picture, with the dial's square in its middle.
    func picture() -> GrayImage {
        var image = GrayImage(width: side, height: side)
        let area = self.area
        let middle = area.centre
        // Back from picture to dial coordinates, where the half side is 1.
        let right = (area.topRight - area.topLeft) * 0.5
        let down = (area.bottomLeft - area.topLeft) * 0.5
        let determinant = right.x * down.y - right.y * down.x
        for y in 0..<side {
            for x in 0..<side {
                var sum: Float = 0
                for sub in 0..<9 {
                    let place =
                        Point(Float(x) + (Float(sub % 3) + 0.5) / 3, Float(y) + (Float(sub / 3) + 0.5) / 3) - middle
                    let u = (place.x * down.y - place.y * down.x) / determinant
                    let v = (place.y * right.x - place.x * right.y) / determinant
                    sum += tone(Point(u, v))
                }
                image[x, y] = UInt8(min(max(sum / 9, 0), 255))
            }
        }
        return image
    }

    /// The dial's square in the picture.
    var area: Quad {
        let size = Float(side)
        let half = size * 0.42
        let (right, up) = direction(turn)
        func corner(_ u: Float, _ v: Float) -> Point {
            let x = half * (u * up - v * right)
            let y = half * (u * right + v * up)
            return Point(size / 2 + x + shear * y, size / 2 + y)
        }
        return Quad(corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1))
    }

    private func tone(_ place: Point) -> Float {
        if let position {
            let (right, up) = direction(position)
            let from = place - hubShift * 2
            let along = from.x * right - from.y * up
            let across = (from.x * up + from.y * right).magnitude
            if along * along + across * across < 0.2 * 0.2 { return pointer }
            if along > 0, along < 0.82, across < 0.17 * (1 - along / 0.85) { return pointer }
        }
        let radius = (place.x * place.x + place.y * place.y).squareRoot()
        if radius > 0.9, radius < 0.94 { return ink }
        if radius > 0.78, radius < 0.9 {
            for tick in 0..<10 {
                let (right, up) = direction(Float(tick))
                let along = place.x * right - place.y * up
                if along > 0, (place.x * up + place.y * right).magnitude < 0.025 { return ink }
            }
        }
        return face
    }
}

/// Sine and cosine of an angle in positions, by halving it until a short series does.
func direction(_ position: Float) -> (right: Float, up: Float) {
    var angle = Double(position) * 2 * Double.pi / 10 / 64
    let square = angle * angle
    angle *= 1 - square / 6 * (1 - square / 20)
    var sine = angle
    var cosine = (1 - angle * angle).squareRoot()
    for _ in 0..<6 { (sine, cosine) = (2 * sine * cosine, cosine * cosine - sine * sine) }
    return (Float(sine), Float(cosine))
}

/// The distance of two positions around the dial.
func distance(_ a: Float, _ b: Float) -> Float {
    let difference = (a - b).magnitude.truncatingRemainder(dividingBy: 10)
    return min(difference, 10 - difference)
}
