// Makes the frame that a moved camera would have taken from a picture that is at hand: resampled with cubic splines, beyond the
// rim of the picture mirrored, under other light, with new noise, as a JPEG.

import Capture
import Glibc
import Recognition

/// What is done to a picture besides moving it.
struct Development {
    var light: Float = 1
    var gradient = Point(0, 0)
    var offset: Float = 0
    var noise: Float = 0
    var quality = 90

    /// Light, noise and compression of everyday.
    static func any(_ random: inout SplitMix64) -> Development {
        Development(
            light: Float(random.uniform(0.6, 1.15)),
            gradient: Point(Float(random.uniform(-0.3, 0.3)), Float(random.uniform(-0.3, 0.3))),
            offset: Float(random.uniform(0, 20)), noise: Float(random.uniform(0.5, 4)), quality: 70 + random.choice(25))
    }
}

/// Makes frames.
enum Darkroom {
    /// `picture` seen at `truth`.
    static func frame(
        of picture: GrayImage, at truth: Truth, _ development: Development, _ random: inout SplitMix64
    ) -> [UInt8] {
        var frame = picture
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let at = truth.back(Point(Float(x) + 0.5, Float(y) + 0.5))
                let (u, v) = (Float(x) / Float(picture.width) - 0.5, Float(y) / Float(picture.height) - 0.5)
                let even = 1 + development.gradient.x * u + development.gradient.y * v
                var luma = cubic(picture, at.x - 0.5, at.y - 0.5) * development.light * even + development.offset
                // The sum of four uniform numbers is nearly normal.
                let grain = random.unit() + random.unit() + random.unit() + random.unit() - 2
                luma += Float(grain) * 1.732 * development.noise
                frame[x, y] = UInt8(max(0, min(255, luma.rounded())))
            }
        }
        return JPEGEncoder.gray(frame, quality: development.quality)
    }

    /// Catmull-Rom interpolation.
    private static func cubic(_ picture: GrayImage, _ x: Float, _ y: Float) -> Float {
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        let (across, down) = (weights(x - left), weights(y - top))
        var sum: Float = 0
        for j in 0..<4 {
            let row = mirror(Int(top) + j - 1, picture.height) * picture.width
            var part: Float = 0
            for i in 0..<4 { part += across[i] * Float(picture.pixels[row + mirror(Int(left) + i - 1, picture.width)]) }
            sum += down[j] * part
        }
        return sum
    }

    private static func weights(_ t: Float) -> SIMD4<Float> {
        SIMD4(
            ((2 - t) * t - 1) * t, (3 * t - 5) * t * t + 2, ((4 - 3 * t) * t + 1) * t, (t - 1) * t * t) * 0.5
    }

    private static func mirror(_ index: Int, _ count: Int) -> Int {
        let rest = ((index % (2 * count)) + 2 * count) % (2 * count)
        return rest < count ? rest : 2 * count - 1 - rest
    }
}
