// From the drawn face to what the sensor gives: the moved view, light, blur, noise. Plain loops over plain arrays, so
// that a frame takes a fraction of a second even without optimisation.

import Glibc
import Recognition

/// Lens, light and sensor of the simulated camera.
enum Optics {
    /// The picture of `canvas` in `scene`, with the sensor noise that `noiseSeed` stands for.
    static func expose(
        _ canvas: Canvas, scene: SimulatedScene, frameWidth: Int, frameHeight: Int, noiseSeed: UInt64
    ) -> ColourImage {
        var light = project(canvas, scene: scene, width: frameWidth, height: frameHeight)
        illuminate(&light, scene: scene, width: frameWidth, height: frameHeight)
        blur(&light, sigma: scene.blur, width: frameWidth, height: frameHeight)
        return develop(light, noise: scene.noise, width: frameWidth, height: frameHeight, seed: noiseSeed)
    }

    /// Samples the canvas through the inverse of the scene's placement; beyond its edges it is mirrored.
    private static func project(_ canvas: Canvas, scene: SimulatedScene, width: Int, height: Int) -> [Float] {
        let map = scene.placement(frameWidth: width, frameHeight: height)
        let determinant = map.a * map.d - map.b * map.c
        let scale = Float(Canvas.scale)
        // One pixel to the right and one down, on the canvas.
        let (rightX, rightY) = (scale * map.d / determinant, -scale * map.c / determinant)
        let (downX, downY) = (-scale * map.b / determinant, scale * map.a / determinant)
        let startX = rightX * (0.5 - map.tx) + downX * (0.5 - map.ty) - 0.5
        let startY = rightY * (0.5 - map.tx) + downY * (0.5 - map.ty) - 0.5
        let (sourceWidth, sourceHeight) = (canvas.width, canvas.height)
        return canvas.pixels.withUnsafeBufferPointer { source in
            [Float](unsafeUninitializedCapacity: width * height * 3) { out, count in
                var at = 0
                for j in 0..<height {
                    var x = startX + Float(j) * downX, y = startY + Float(j) * downY
                    var i = 0
                    while i < width {
                        let (left, top) = (x.rounded(.down), y.rounded(.down))
                        let (fx, fy) = (x - left, y - top)
                        let x0 = mirror(Int(left), sourceWidth), x1 = mirror(Int(left) + 1, sourceWidth)
                        let y0 = mirror(Int(top), sourceHeight) * sourceWidth
                        let y1 = mirror(Int(top) + 1, sourceHeight) * sourceWidth
                        let (p, q, r, s) = (3 * (y0 + x0), 3 * (y0 + x1), 3 * (y1 + x0), 3 * (y1 + x1))
                        let (wq, wr, ws) = (fx * (1 - fy), (1 - fx) * fy, fx * fy)
                        let wp = 1 - wq - wr - ws
                        var channel = 0
                        while channel < 3 {
                            let upper = wp * Float(source[p + channel]) + wq * Float(source[q + channel])
                            let lower = wr * Float(source[r + channel]) + ws * Float(source[s + channel])
                            out[at] = upper + lower
                            at += 1
                            channel += 1
                        }
                        x += rightX
                        y += rightY
                        i += 1
                    }
                }
                count = width * height * 3
            }
        }
    }

    private static func mirror(_ index: Int, _ count: Int) -> Int {
        if index >= 0 && index < count { return index }
        let period = 2 * count
        let rest = ((index % period) + period) % period
        return rest < count ? rest : period - 1 - rest
    }

    /// Brightness, its gradient, dark corners and the reflection.
    private static func illuminate(_ light: inout [Float], scene: SimulatedScene, width: Int, height: Int) {
        let glare = scene.glare.map {
            (x: $0.centre.x, y: $0.centre.y, k: -0.5 / ($0.radius * $0.radius), s: $0.strength)
        }
        light.withUnsafeMutableBufferPointer { light in
            var at = 0
            for j in 0..<height {
                let v = (Float(j) + 0.5) / Float(height) - 0.5
                var i = 0
                while i < width {
                    let u = (Float(i) + 0.5) / Float(width) - 0.5
                    let even = 1 + scene.gradient.x * u + scene.gradient.y * v
                    let factor = max(0, scene.light * even * (1 - scene.vignette * 2 * (u * u + v * v)))
                    var added: Float = 0
                    if let glare {
                        let (dx, dy) = (Float(i) + 0.5 - glare.x, Float(j) + 0.5 - glare.y)
                        let exponent = glare.k * (dx * dx + dy * dy)
                        if exponent > -8 { added = 255 * glare.s * expf(exponent) }
                    }
                    light[at] = light[at] * factor + added
                    light[at + 1] = light[at + 1] * factor + added
                    light[at + 2] = light[at + 2] * factor + added
                    at += 3
                    i += 1
                }
            }
        }
    }

    /// A Gaussian blur, rows then columns; the edge pixels are repeated.
    static func blur(_ light: inout [Float], sigma: Float, width: Int, height: Int) {
        guard sigma > 0.2 else { return }
        let reach = Int((2.5 * sigma).rounded(.up))
        var kernel = (-reach...reach).map { expf(-0.5 * Float($0 * $0) / (sigma * sigma)) }
        let sum = kernel.reduce(0, +)
        kernel = kernel.map { $0 / sum }
        light = convolve(light, kernel, lines: height, length: width, lineStep: 3 * width, step: 3)
        light = convolve(light, kernel, lines: width, length: height, lineStep: 3, step: 3 * width)
    }

    /// One-dimensional convolution of three interleaved channels along `length` samples that lie `step` apart.
    private static func convolve(
        _ source: [Float], _ kernel: [Float], lines: Int, length: Int, lineStep: Int, step: Int
    ) -> [Float] {
        let reach = kernel.count / 2
        return source.withUnsafeBufferPointer { source in
            kernel.withUnsafeBufferPointer { kernel in
                [Float](unsafeUninitializedCapacity: source.count) { out, count in
                    for line in 0..<lines {
                        var i = 0
                        while i < length {
                            var (red, green, blue): (Float, Float, Float) = (0, 0, 0)
                            var tap = 0
                            while tap < kernel.count {
                                let near = min(max(i + tap - reach, 0), length - 1)
                                let at = line * lineStep + near * step
                                let weight = kernel[tap]
                                red += weight * source[at]
                                green += weight * source[at + 1]
                                blue += weight * source[at + 2]
                                tap += 1
                            }
                            let at = line * lineStep + i * step
                            out[at] = red
                            out[at + 1] = green
                            out[at + 2] = blue
                            i += 1
                        }
                    }
                    count = source.count
                }
            }
        }
    }

    /// Noise and rounding. Four 16-bit numbers of one draw give three nearly normal, uncorrelated ones: luma and two
    /// chromas.
    static func develop(_ light: [Float], noise: Float, width: Int, height: Int, seed: UInt64) -> ColourImage {
        var random = SplitMix64(seed: seed)
        // The sum of four uniform numbers of 16 bits has this deviation.
        let unit = noise / (65_536 * (Float(4) / 12).squareRoot())
        let pixels = light.withUnsafeBufferPointer { light in
            [UInt8](unsafeUninitializedCapacity: width * height * 3) { out, count in
                var at = 0
                while at < width * height * 3 {
                    let bits = random.next()
                    let a = Float(bits & 0xFFFF), b = Float((bits >> 16) & 0xFFFF)
                    let c = Float((bits >> 32) & 0xFFFF), d = Float(bits >> 48)
                    // Photon noise grows with the root of the light, read noise stays.
                    let level = unit * (0.35 + 0.65 * min(light[at + 1] / 255, 1).squareRoot())
                    let luma = level * (a + b + c + d - 131_070)
                    let (warm, cool) = (0.4 * level * (a + b - c - d), 0.4 * level * (a - b + c - d))
                    out[at] = clamp(light[at] + luma + warm)
                    out[at + 1] = clamp(light[at + 1] + luma - 0.5 * (warm + cool))
                    out[at + 2] = clamp(light[at + 2] + luma + cool)
                    at += 3
                }
                count = width * height * 3
            }
        }
        return ColourImage(width: width, height: height, pixels: pixels)
    }

    private static func clamp(_ value: Float) -> UInt8 { UInt8(min(max(value + 0.5, 0), 255)) }
}
