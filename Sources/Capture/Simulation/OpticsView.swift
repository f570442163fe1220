// One row of a frame as light falls on it: the canvas seen from where the camera sits, under the light of the scene.
// Beyond its edges the canvas is mirrored.

import Glibc
import Recognition

/// Samples a canvas row by row.
struct OpticsView {
    private let source: UnsafePointer<UInt8>
    private let sourceWidth: Int, sourceHeight: Int
    private let width: Int, height: Int
    private let scene: SimulatedScene
    /// The canvas place of the frame's first pixel, and the way to the next one on the right and below.
    private let start: Point, right: Point, down: Point
    /// Fine dirt takes light from what lies behind it and scatters what falls on it.
    private let clear: Float, veil: Float

    /// A view of `canvas`, whose pixels lie at `source`.
    init(_ source: UnsafePointer<UInt8>, of canvas: Canvas, scene: SimulatedScene, width: Int, height: Int) {
        self.source = source
        self.scene = scene
        (self.width, self.height) = (width, height)
        (sourceWidth, sourceHeight) = (canvas.width, canvas.height)
        let map = scene.placement(frameWidth: width, frameHeight: height)
        let determinant = map.a * map.d - map.b * map.c
        let scale = Float(Canvas.scale)
        right = Point(scale * map.d / determinant, -scale * map.c / determinant)
        down = Point(-scale * map.b / determinant, scale * map.a / determinant)
        start = Point(
            right.x * (0.5 - map.tx) + down.x * (0.5 - map.ty) - 0.5,
            right.y * (0.5 - map.tx) + down.y * (0.5 - map.ty) - 0.5)
        clear = 1 - 0.22 * scene.dirt
        veil = 34 * scene.dirt
    }

    /// Red, green, blue of each pixel of a row.
    func row(_ row: Int, into out: UnsafeMutablePointer<Float>) {
        let stride = 3 * sourceWidth
        var x = start.x + Float(row) * down.x, y = start.y + Float(row) * down.y
        let (lastX, lastY) = (Float(sourceWidth - 1), Float(sourceHeight - 1))
        var at = 0
        let end = 3 * width
        while at < end {
            if x >= 0, y >= 0, x < lastX, y < lastY {
                let (left, top) = (Int32(x), Int32(y))
                let upper = source + (Int(top) &* stride &+ 3 &* Int(left))
                let lower = upper + stride
                mix(upper, upper + 3, lower, lower + 3, x - Float(left), y - Float(top), into: out + at)
            } else {
                sampleMirrored(x, y, into: out + at)
            }
            x += right.x
            y += right.y
            at &+= 3
        }
        illuminate(row, out)
    }

    /// A place of which a neighbour lies beyond the canvas.
    private func sampleMirrored(_ x: Float, _ y: Float, into out: UnsafeMutablePointer<Float>) {
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        let x0 = mirror(Int(left), sourceWidth), x1 = mirror(Int(left) + 1, sourceWidth)
        let y0 = mirror(Int(top), sourceHeight) * sourceWidth
        let y1 = mirror(Int(top) + 1, sourceHeight) * sourceWidth
        mix(
            source + 3 * (y0 + x0), source + 3 * (y0 + x1), source + 3 * (y1 + x0), source + 3 * (y1 + x1), x - left,
            y - top, into: out)
    }

    /// Between four pixels.
    @inline(__always)
    private func mix(
        _ p: UnsafePointer<UInt8>, _ q: UnsafePointer<UInt8>, _ r: UnsafePointer<UInt8>, _ s: UnsafePointer<UInt8>,
        _ fx: Float, _ fy: Float, into out: UnsafeMutablePointer<Float>
    ) {
        let (wq, wr, ws) = (fx * (1 - fy), (1 - fx) * fy, fx * fy)
        let wp = 1 - wq - wr - ws
        out[0] = mixed(p[0], q[0], r[0], s[0], wp, wq, wr, ws)
        out[1] = mixed(p[1], q[1], r[1], s[1], wp, wq, wr, ws)
        out[2] = mixed(p[2], q[2], r[2], s[2], wp, wq, wr, ws)
    }

    @inline(__always)
    private func mixed(
        _ p: UInt8, _ q: UInt8, _ r: UInt8, _ s: UInt8, _ wp: Float, _ wq: Float, _ wr: Float, _ ws: Float
    ) -> Float {
        let upper = wp * Float(Int32(p)) + wq * Float(Int32(q))
        let lower = wr * Float(Int32(r)) + ws * Float(Int32(s))
        return upper + lower
    }

    private func mirror(_ index: Int, _ count: Int) -> Int {
        if index >= 0 && index < count { return index }
        let period = 2 * count
        let rest = ((index % period) + period) % period
        return rest < count ? rest : period - 1 - rest
    }

    /// Brightness, its gradient, dark corners and the reflection.
    private func illuminate(_ row: Int, _ light: UnsafeMutablePointer<Float>) {
        let glare = scene.glare.map {
            (x: $0.centre.x, y: $0.centre.y, k: -0.5 / ($0.radius * $0.radius), s: $0.strength)
        }
        let v = (Float(row) + 0.5) / Float(height) - 0.5
        var i: Int32 = 0
        var at = 0
        let count = Int32(width)
        while i < count {
            let u = (Float(i) + 0.5) / Float(width) - 0.5
            let even = 1 + scene.gradient.x * u + scene.gradient.y * v
            var factor = max(0, scene.light * even * (1 - scene.vignette * 2 * (u * u + v * v)))
            var added: Float = 0
            if let glare {
                let (dx, dy) = (Float(i) + 0.5 - glare.x, Float(row) + 0.5 - glare.y)
                let exponent = glare.k * (dx * dx + dy * dy)
                if exponent > -8 { added = 255 * glare.s * expf(exponent) }
            }
            added += veil * factor
            factor *= clear
            light[at] = light[at] * factor + added
            light[at + 1] = light[at + 1] * factor + added
            light[at + 2] = light[at + 2] * factor + added
            at &+= 3
            i &+= 1
        }
    }
}
