// Lines drawn with a pen of constant width: numerals, letters, ticks.
// Answers how far any point is from the ink.

import Recognition

/// A set of polylines with a width, ready for distance queries.
struct Strokes: Sendable {
    private struct Segment {
        var a: Point
        var direction: Point
        var length: Float
        var flatStart: Bool
        var flatEnd: Bool
    }

    private var segments: [Segment] = []
    let halfWidth: Float
    let bounds: (left: Float, top: Float, right: Float, bottom: Float)

    /// Pens along `lines`; with `flatEnds` open ends are cut square where they end instead of being round.
    init(_ lines: [[Point]], halfWidth: Float, flatEnds: Bool) {
        self.halfWidth = halfWidth
        bounds = Shape.hull(of: lines.flatMap { $0 }, margin: halfWidth)
        for line in lines {
            let closed = line.count > 2 && line[0] == line[line.count - 1]
            let cut = flatEnds && !closed
            for i in 1..<line.count {
                let step = line[i] - line[i - 1]
                let length = Shape.length(step.x, step.y)
                let direction = length > 0 ? step * (1 / length) : Point(1, 0)
                segments.append(
                    Segment(
                        a: line[i - 1], direction: direction, length: length, flatStart: cut && i == 1,
                        flatEnd: cut && i == line.count - 1))
            }
        }
    }

    /// Signed distance of (x, y) from the inked area.
    func distance(_ x: Float, _ y: Float) -> Float {
        var nearest = Float.infinity
        segments.withUnsafeBufferPointer { segments in
            var i = 0
            while i < segments.count {
                let s = segments[i]
                i += 1
                let (wx, wy) = (x - s.a.x, y - s.a.y)
                let along = wx * s.direction.x + wy * s.direction.y
                let across = abs(wx * s.direction.y - wy * s.direction.x)
                let beyond = max(-along, along - s.length)
                let distance: Float
                if beyond <= 0 {
                    distance = across - halfWidth
                } else if along < 0 ? s.flatStart : s.flatEnd {
                    distance = max(beyond, across - halfWidth)
                } else {
                    distance = Shape.length(beyond, across) - halfWidth
                }
                nearest = min(nearest, distance)
            }
        }
        return nearest
    }
}
